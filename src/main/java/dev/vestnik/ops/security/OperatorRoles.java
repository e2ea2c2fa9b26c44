package dev.vestnik.ops.security;

/** The roles of the operators' port. */
public final class OperatorRoles {
    /** May see and change. */
    public static final String OPERATOR = "OPERATOR";

    /** May see. */
    public static final String VIEWER = "VIEWER";

    private OperatorRoles() {}
}

package dev.vestnik.directory;

/** What a person may do: an operator answers for areas, an administrator also gets what concerns nobody else. */
public enum Role {
    OPERATOR,
    ADMIN
}

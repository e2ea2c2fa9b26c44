package dev.vestnik.directory;

/** An operator is responsible for areas; an administrator also receives events that have no other recipient. */
public enum Role {
    OPERATOR,
    ADMIN
}

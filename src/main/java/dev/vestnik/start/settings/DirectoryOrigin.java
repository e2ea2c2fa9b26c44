package dev.vestnik.start.settings;

/** Where people, areas and IP ranges come from. */
public enum DirectoryOrigin {
    /** The three files of the folder. */
    FILES,
    /** An address that answers with JSON. */
    HTTP,
    /** A route of the user that ends in {@code direct:directory}. */
    ROUTE
}

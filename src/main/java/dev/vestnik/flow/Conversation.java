package dev.vestnik.flow;

/** The headers and properties by which the routes of {@code telegram-commands.camel.yaml} branch. */
final class Conversation {
    /** Header: {@code command}, {@code callback}, {@code contact}, {@code text}, {@code blocked}, {@code unblocked}, {@code other}. */
    static final String KIND = "vestnikKind";

    /** Header: {@code private} or {@code group}. */
    static final String ROOM = "vestnikRoom";

    /** Header: {@code member} or {@code stranger}. */
    static final String VISITOR = "vestnikVisitor";

    /** Header, for a command: its word, e.g. {@code poolon}; a key below the chat counts as one. */
    static final String COMMAND = "vestnikCommand";

    /** Header, for a callback: what the button is for, e.g. {@code select}. */
    static final String BUTTON = "vestnikButton";

    /** Header, for a reply: {@code message} or {@code answer}; only messages count for the pace. */
    static final String REPLY = "vestnikReply";

    /** Property: the {@link dev.vestnik.bot.IncomingUpdate} that it began with. */
    static final String INCOMING = "vestnikIncoming";

    private Conversation() {}
}

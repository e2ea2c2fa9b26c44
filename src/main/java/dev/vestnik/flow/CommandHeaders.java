package dev.vestnik.flow;

/** The headers and properties of the routes that handle an update and send the replies; the routes branch on the headers. */
final class CommandHeaders {
    /**
     * Header: {@code command}, {@code callback}, {@code contact}, {@code text}, {@code blocked}, {@code unblocked},
     * {@code other}.
     */
    static final String UPDATE_KIND = "vestnikUpdateKind";

    /** Header: {@code private} or {@code group}. */
    static final String CHAT_TYPE = "vestnikChatType";

    /** Header: {@code member} or {@code stranger}. */
    static final String USER_TYPE = "vestnikUserType";

    /** Header of a command: its name, e.g. {@code poolon}, also if the user pressed its key of the reply keyboard. */
    static final String COMMAND = "vestnikCommand";

    /** Header of a command that takes no arguments, but has some: {@code true}. */
    static final String UNKNOWN_ARGUMENTS = "vestnikUnknownArguments";

    /** Header of a command that only administrators may give, of a member who is none: {@code true}. */
    static final String NOT_PERMITTED = "vestnikNotPermitted";

    /** Header of {@code /start} in a link to an incident: its number. */
    static final String INCIDENT = "vestnikIncident";

    /** Header of a callback: the purpose of the button, e.g. {@code select}. */
    static final String BUTTON = "vestnikButton";

    /** Header of a reply: {@code message}, or {@code answer} to a button press; only messages count towards the rate. */
    static final String REPLY_KIND = "vestnikReplyKind";

    /** Header of a reply: true if it has to wait behind earlier replies in the outbox. */
    static final String REPLY_LATE = "vestnikReplyLate";

    /** Property: the {@link dev.vestnik.bot.Reply} that is sent. */
    static final String REPLY = "vestnikReply";

    /** Property: the {@link dev.vestnik.bot.IncomingUpdate} of the exchange. */
    static final String UPDATE = "vestnikUpdate";

    /** Property: the language of the user, once it is known. */
    static final String LANGUAGE = "vestnikLanguage";

    /** Property: the list of {@link dev.vestnik.bot.Reply.HandOver} to perform after the replies. */
    static final String HANDOVERS = "vestnikHandovers";

    /** Property: the key of the incident whose cards the replies have made outdated. */
    static final String OUTDATED_INCIDENT = "vestnikOutdatedIncident";

    /** Property: the {@link dev.vestnik.bot.Reply.Later} to do after the replies. */
    static final String LATER = "vestnikLater";

    private CommandHeaders() {}
}

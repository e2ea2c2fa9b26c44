package dev.vestnik.bot;

/**
 * The list of commands that Telegram shows in one chat in place of the one for the language of the app. The methods return at
 * once and never throw; a failure is a line in the log.
 *
 * @see <a href="https://core.telegram.org/bots/api#botcommandscopechat">BotCommandScopeChat</a>
 */
public interface ChatMenu {
    /** Shows this list in this chat. */
    void show(long chat, CommandMenu.Listing listing);

    /** The chat has the list for the language of the app again. */
    void forget(long chat);
}

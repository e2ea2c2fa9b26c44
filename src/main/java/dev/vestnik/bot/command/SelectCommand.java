package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.event.Status;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.List;

/** {@code /select}: a card with a button per status, redrawn in place at each press. */
public final class SelectCommand {
    /** What the data of its buttons begins with; then the status, then what the press makes of it. */
    public static final String BUTTON = "select";

    private static final String ON = "on";
    private static final String OFF = "off";

    private final UserService users;
    private final StatusNames statuses;

    public SelectCommand(UserService users, StatusNames statuses) {
        this.users = users;
        this.statuses = statuses;
    }

    /** The card. */
    public List<Reply> show(ConversationContext visit) {
        User user = visit.known().user();
        return List.of(visit.say(text(user, visit.phrases()), buttons(user, visit.phrases())));
    }

    /**
     * A press. The button says what it makes of the status, so that a press that comes twice, or on an old card, does
     * what its label promised.
     */
    public List<Reply> press(ConversationContext visit) {
        User user = visit.known().user();
        String argument = visit.argument();
        int colon = argument.lastIndexOf(':');
        String name = argument.substring(0, Math.max(0, colon));
        boolean wanted = argument.endsWith(":" + ON);
        User after = user.selected().contains(name) == wanted
                ? user
                : users.toggle(visit.chat(), name).map(UserChange::after).orElse(user);
        return statuses.all().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .map(status -> redraw(visit, after, status))
                .orElseGet(() -> visit.redraw(
                        visit.phrases().plain("select.gone"),
                        text(after, visit.phrases()),
                        buttons(after, visit.phrases())));
    }

    private List<Reply> redraw(ConversationContext visit, User user, Status status) {
        Phrases phrases = visit.phrases();
        String key = user.selected().contains(status.name()) ? "select.now-on" : "select.now-off";
        return visit.redraw(
                phrases.plain(key, StatusNames.of(status, phrases)), text(user, phrases), buttons(user, phrases));
    }

    private static Html text(User user, Phrases phrases) {
        MessageLines text = new MessageLines().add(phrases.html("select.card"));
        if (user.selected().isEmpty()) {
            text.blank().add(phrases.html("select.nothing"));
        }
        if (!user.enabled()) {
            text.blank().add(phrases.html("select.but-disabled"));
        }
        return text.together();
    }

    private InlineKeyboard buttons(User user, Phrases phrases) {
        return new InlineKeyboard(statuses.all().stream()
                .map(status -> List.of(button(user, status, phrases)))
                .toList());
    }

    private static Button button(User user, Status status, Phrases phrases) {
        boolean selected = user.selected().contains(status.name());
        return new Button(
                phrases.plain(selected ? "select.on" : "select.off", StatusNames.of(status, phrases)),
                BUTTON + ":" + status.name() + ":" + (selected ? OFF : ON));
    }
}

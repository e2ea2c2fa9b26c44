package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.event.Status;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.List;
import java.util.Set;

/** {@code /select}: a message with one button per status, edited after each press. */
public final class SelectCommand {
    /** The first part of the callback data {@code select:<status>:<on or off>}. */
    private static final String BUTTON = "select";

    private static final String ON = "on";
    private static final String OFF = "off";

    /** Deselects without a question. */
    private static final String SURE = "sure";

    private final UserService users;
    private final StatusNames statuses;
    private final DutyGaps gaps;

    public SelectCommand(UserService users, StatusNames statuses, DutyGaps gaps) {
        this.users = users;
        this.statuses = statuses;
        this.gaps = gaps;
    }

    /** Shows the message. */
    public List<Reply> show(ConversationContext context) {
        User user = context.requireMember().user();
        return List.of(context.reply(text(user, context.phrases()), buttons(user, context.phrases())));
    }

    /**
     * Handles a press. The button's data contains the new state, so that a repeated press, or a press on an old message, does
     * what the label says. Asks before it deselects a status that wakes and that only this member gets.
     */
    public List<Reply> press(ConversationContext context) {
        User user = context.requireMember().user();
        String argument = context.callbackArgument();
        int colon = argument.lastIndexOf(':');
        String name = argument.substring(0, Math.max(0, colon));
        boolean wanted = argument.endsWith(":" + ON);
        boolean deselects = !wanted && user.selected().contains(name);
        List<Gap> left = deselects ? gaps.deselected(user, name) : List.of();
        if (!left.isEmpty() && !argument.endsWith(":" + SURE)) {
            return question(context, name, left);
        }
        gaps.report(user, left);
        User after = user.selected().contains(name) == wanted
                ? user
                : users.toggle(context.chat(), name).map(UserChange::after).orElse(user);
        return statuses.all().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .map(status -> edited(context, after, status))
                .orElseGet(() -> context.edit(
                        context.phrases().plain("select.gone"),
                        text(after, context.phrases()),
                        buttons(after, context.phrases())));
    }

    private List<Reply> question(ConversationContext context, String status, List<Gap> left) {
        Phrases phrases = context.phrases();
        String name = statuses.list(Set.of(status), phrases);
        Html text = phrases.html("select.question", name)
                .text("\n\n")
                .add(gaps.text(context.requireMember().user(), left, phrases));
        InlineKeyboard buttons = new InlineKeyboard(List.of(List.of(
                new Button(phrases.plain("select.yes"), BUTTON + ":" + status + ":" + SURE),
                new Button(phrases.plain("select.no"), BUTTON + ":" + status + ":" + ON))));
        return context.edit(null, text, buttons);
    }

    private List<Reply> edited(ConversationContext context, User user, Status status) {
        Phrases phrases = context.phrases();
        String key = user.selected().contains(status.name()) ? "select.now-on" : "select.now-off";
        return context.edit(
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

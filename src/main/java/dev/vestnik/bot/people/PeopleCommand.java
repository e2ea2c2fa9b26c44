package dev.vestnik.bot.people;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.command.DutyGaps;
import dev.vestnik.bot.command.Logouts;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.people.PeopleList.Entry;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.text.Html;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /people}, for administrators: who is logged in and reachable, who is not and why, in pages that are turned in place. A
 * button logs somebody out, after a question that names who gets instead what only that person gets.
 */
public final class PeopleCommand {
    /**
     * The first part of the callback data: {@code people:<page>} shows a page, {@code people:<page>:out} asks who is logged out,
     * {@code people:<page>:<chat>} asks for confirmation, and {@code people:<page>:<chat>:<answer>} is the answer.
     */
    private static final String BUTTON = "people";

    private static final String OUT = "out";
    private static final String YES = "yes";

    /** Yes, to a question that has named who gets instead what only this person gets. */
    private static final String SURE = "sure";

    private final PeopleList people;
    private final DutyGaps gaps;
    private final Logouts logouts;
    private final Languages languages;

    public PeopleCommand(
            UserService users,
            DirectoryService directories,
            DutyTimes times,
            DutyGaps gaps,
            Logouts logouts,
            Languages languages) {
        this.people = new PeopleList(users, directories, times);
        this.gaps = gaps;
        this.logouts = logouts;
        this.languages = languages;
    }

    /** Shows the first page. */
    public List<Reply> show(ConversationContext context) {
        List<Entry> all = people.all();
        return List.of(context.reply(text(context, all, 0), turning(context, all, 0)));
    }

    /** Handles a press on a button; who is no administrator any more is refused. */
    public List<Reply> press(ConversationContext context) {
        if (!context.requireMember().isAdministrator()) {
            return List.of(context.answerCallback(context.phrases().plain("hint.administrators", BUTTON)));
        }
        String[] data = context.callbackArgument().split(":", -1);
        List<Entry> all = people.all();
        int page = Math.min(number(data[0]), PeopleList.pages(all) - 1);
        if (data.length == 1) {
            return context.edit(null, text(context, all, page), turning(context, all, page));
        }
        if (data[1].equals(OUT)) {
            Html text =
                    text(context, all, page).text("\n\n").add(context.phrases().html("people.whom"));
            return context.edit(null, text, choosing(context, all, page));
        }
        long chat = data[1].matches("[0-9]{1,18}") ? Long.parseLong(data[1]) : 0;
        Entry entry = people.loggedIn(chat).orElse(null);
        if (entry == null) {
            return context.edit(null, context.phrases().html("people.gone"), backTo(page, context.phrases()));
        }
        return logOut(context, page, entry, data.length > 2 ? data[2] : "");
    }

    private List<Reply> logOut(ConversationContext context, int page, Entry entry, String answer) {
        User user = Objects.requireNonNull(entry.user());
        List<Gap> left = gaps.loggedOut(user);
        if (!answer.equals(SURE) && !(answer.equals(YES) && left.isEmpty())) {
            return ask(context, page, entry, left);
        }
        logouts.end(user);
        String administrator = context.requireMember().person().name();
        Phrases theirs = languages.in(user.language());
        List<Reply> replies = new ArrayList<>(context.edit(
                null, context.phrases().html("people.out", entry.name()), backTo(page, context.phrases())));
        replies.add(new Reply.Send(
                user.chat(),
                theirs.html("people.logged-out", administrator, theirs.plain("login.share"))
                        .code(),
                Keyboards.contact(theirs)));
        return replies;
    }

    private List<Reply> ask(ConversationContext context, int page, Entry entry, List<Gap> left) {
        Phrases phrases = context.phrases();
        User user = Objects.requireNonNull(entry.user());
        Html question = phrases.html("people.question", entry.name());
        Html text = left.isEmpty() ? question : question.text("\n\n").add(gaps.textForOthers(user, left, phrases));
        String data = BUTTON + ":" + page + ":" + user.chat() + ":" + (left.isEmpty() ? YES : SURE);
        return context.edit(
                null,
                text,
                new InlineKeyboard(List.of(List.of(
                        new Button(phrases.plain("people.yes"), data),
                        new Button(phrases.plain("people.no"), BUTTON + ":" + page)))));
    }

    private Html text(ConversationContext context, List<Entry> all, int page) {
        return people.text(all, page, context.requireMember().person(), context.phrases());
    }

    private static @Nullable InlineKeyboard turning(ConversationContext context, List<Entry> all, int page) {
        List<Button> row = new ArrayList<>();
        if (page > 0) {
            row.add(new Button("◀ " + page, BUTTON + ":" + (page - 1)));
        }
        if (!others(context, all, page).isEmpty()) {
            row.add(new Button(context.phrases().plain("people.log-out"), BUTTON + ":" + page + ":" + OUT));
        }
        if (page < PeopleList.pages(all) - 1) {
            row.add(new Button(page + 2 + " ▶", BUTTON + ":" + (page + 1)));
        }
        return row.isEmpty() ? null : new InlineKeyboard(List.of(row));
    }

    private static InlineKeyboard choosing(ConversationContext context, List<Entry> all, int page) {
        List<List<Button>> rows = new ArrayList<>();
        others(context, all, page)
                .forEach(entry -> rows.add(List.of(new Button(
                        entry.name(),
                        BUTTON + ":" + page + ":"
                                + Objects.requireNonNull(entry.user()).chat()))));
        rows.add(List.of(new Button(context.phrases().plain("people.no"), BUTTON + ":" + page)));
        return new InlineKeyboard(rows);
    }

    /** The people of the page who are logged in, without the administrator, who has /logout. */
    private static List<Entry> others(ConversationContext context, List<Entry> all, int page) {
        return PeopleList.page(all, page).stream()
                .filter(entry -> entry.user() != null && entry.user().chat() != context.chat())
                .toList();
    }

    private static InlineKeyboard backTo(int page, Phrases phrases) {
        return new InlineKeyboard(List.of(List.of(new Button(phrases.plain("people.back"), BUTTON + ":" + page))));
    }

    private static int number(String argument) {
        return argument.matches("[0-9]{1,4}") ? Integer.parseInt(argument) : 0;
    }
}

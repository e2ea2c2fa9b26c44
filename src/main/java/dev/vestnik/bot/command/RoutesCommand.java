package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.revision.FileChanges;
import dev.vestnik.revision.Revision;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.revision.TakeBack.Outcome;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.HashedChat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /routes}, for administrators: the revisions of the route files of this instance. {@code /routes 7} shows one, and a
 * button writes its files back. The text of the files is not shown, since it may hold passwords.
 */
public final class RoutesCommand {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesCommand.class);

    /**
     * The first part of the callback data: {@code routes} shows the list, {@code routes:<number>} a revision with the question,
     * {@code routes:<number>:yes} takes it back.
     */
    private static final String BUTTON = "routes";

    private static final String YES = "yes";

    /** How many revisions have a button. */
    private static final int BUTTONS = 10;

    private static final int IN_A_ROW = 5;

    /** How many files of a revision are named. */
    private static final int NAMES = 5;

    private final RouteRevisions revisions;
    private final TakeBack takeBack;
    private final DutyTimes times;
    private final String instance;

    /** @param instance the name of this process */
    public RoutesCommand(RouteRevisions revisions, TakeBack takeBack, DutyTimes times, String instance) {
        this.revisions = revisions;
        this.takeBack = takeBack;
        this.times = times;
        this.instance = instance;
    }

    /** Shows the list, or the revision whose number is given. */
    public List<Reply> show(ConversationContext context) {
        String argument = context.incoming().arguments().strip();
        if (argument.isEmpty()) {
            List<Revision> all = revisions.all();
            return List.of(context.reply(list(context, all), numbers(all)));
        }
        int number = number(argument);
        return List.of(
                number == 0
                        ? context.reply(context.phrases().html("routes.number"))
                        : context.reply(about(context, number), question(context, number)));
    }

    /** Handles a press on a button; who is no administrator any more is refused. */
    public List<Reply> press(ConversationContext context) {
        Phrases phrases = context.phrases();
        if (!context.requireMember().isAdministrator()) {
            return List.of(context.answerCallback(phrases.plain("hint.administrators", BUTTON)));
        }
        String[] data = context.callbackArgument().split(":", -1);
        int number = number(data[0]);
        if (number == 0) {
            List<Revision> all = revisions.all();
            return context.edit(null, list(context, all), numbers(all));
        }
        if (data.length > 1 && data[1].equals(YES)) {
            return context.edit(null, takeBack(context, number), back(phrases));
        }
        return context.edit(null, about(context, number), question(context, number));
    }

    private Html takeBack(ConversationContext context, int number) {
        Outcome outcome = takeBack.to(number);
        LOG.info(
                "Chat {} takes back revision {} of the route files: {}",
                HashedChat.of(context.chat()),
                number,
                outcome);
        Phrases phrases = context.phrases();
        if (outcome instanceof Outcome.Written written) {
            return phrases.html("routes.written", number).text("\n").add(changes(written.changes(), phrases));
        }
        if (outcome instanceof Outcome.Same) {
            return phrases.html("routes.same", number);
        }
        if (outcome instanceof Outcome.ReadOnly readOnly) {
            return phrases.html("routes.read-only", readOnly.folder());
        }
        if (outcome instanceof Outcome.Failed failed) {
            return phrases.html("routes.failed", failed.file(), failed.reason());
        }
        return phrases.html("routes.gone", number, RouteRevisions.KEPT);
    }

    private Html list(ConversationContext context, List<Revision> all) {
        Phrases phrases = context.phrases();
        if (all.isEmpty()) {
            return phrases.html("routes.none");
        }
        MessageLines text = new MessageLines()
                .add(phrases.html("routes.head", instance, number(all.get(0))))
                .blank();
        all.forEach(revision -> text.add(line("routes.line", revision, context)));
        return text.together();
    }

    private Html about(ConversationContext context, int number) {
        Phrases phrases = context.phrases();
        return revisions
                .find(number)
                .map(revision -> {
                    FileChanges changes = takeBack.changes(number).orElseThrow();
                    return line("routes.revision", revision, context)
                            .text("\n\n")
                            .add(
                                    changes.isEmpty()
                                            ? phrases.html("routes.same", number)
                                            : phrases.html("routes.question", number, changes(changes, phrases)));
                })
                .orElseGet(() -> phrases.html("routes.gone", number, RouteRevisions.KEPT));
    }

    private Html line(String key, Revision revision, ConversationContext context) {
        Phrases phrases = context.phrases();
        return phrases.html(
                key,
                number(revision),
                times.format(revision.since(), context.requireMember().person(), phrases),
                changes(revision.changes(), phrases));
    }

    private static Html changes(FileChanges changes, Phrases phrases) {
        List<Html> kinds = new ArrayList<>();
        addKind(kinds, "routes.added", changes.added(), phrases);
        addKind(kinds, "routes.changed", changes.changed(), phrases);
        addKind(kinds, "routes.removed", changes.removed(), phrases);
        return kinds.isEmpty() ? phrases.html("routes.first") : Html.join("; ", kinds);
    }

    private static void addKind(List<Html> kinds, String key, List<String> files, Phrases phrases) {
        if (files.isEmpty()) {
            return;
        }
        int more = files.size() - NAMES;
        String names = String.join(", ", files.subList(0, Math.min(files.size(), NAMES)));
        kinds.add(phrases.html(key, more > 0 ? phrases.plain("areas.more", names, more) : names));
    }

    /** Without a thousands separator. */
    private static String number(Revision revision) {
        return Integer.toString(revision.number());
    }

    private static int number(String written) {
        return written.matches("[0-9]{1,9}") ? Integer.parseInt(written) : 0;
    }

    private static @Nullable InlineKeyboard numbers(List<Revision> all) {
        List<Button> buttons = all.stream()
                .skip(1)
                .limit(BUTTONS)
                .map(revision -> new Button(number(revision), BUTTON + ":" + revision.number()))
                .toList();
        List<List<Button>> rows = new ArrayList<>();
        for (int i = 0; i < buttons.size(); i += IN_A_ROW) {
            rows.add(buttons.subList(i, Math.min(i + IN_A_ROW, buttons.size())));
        }
        return rows.isEmpty() ? null : new InlineKeyboard(rows);
    }

    private InlineKeyboard question(ConversationContext context, int number) {
        Phrases phrases = context.phrases();
        if (takeBack.changes(number).map(FileChanges::isEmpty).orElse(true)) {
            return back(phrases);
        }
        return new InlineKeyboard(List.of(List.of(
                new Button(phrases.plain("routes.yes", Integer.toString(number)), BUTTON + ":" + number + ":" + YES),
                new Button(phrases.plain("routes.no"), BUTTON))));
    }

    private static InlineKeyboard back(Phrases phrases) {
        return new InlineKeyboard(List.of(List.of(new Button(phrases.plain("routes.no"), BUTTON))));
    }
}

package dev.vestnik.bot.readiness;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.readiness.Drill.Answer;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.User;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code /drill <area>}, for administrators, and the answers of the people of the drill. */
public final class DrillCommand {
    private static final String BUTTON = "drill";
    private static final String YES = ":yes";
    private static final String NO = ":no";
    private static final String HERE = ":here";
    private static final int MAX_ARGUMENTS = 64;

    private final Drills drills;
    private final DrillStore store;
    private final DrillText texts;
    private final DirectoryService directories;
    private final AreaNames areas;
    private final Clock clock;

    public DrillCommand(
            Drills drills,
            DrillStore store,
            DrillText texts,
            DirectoryService directories,
            AreaNames areas,
            Clock clock) {
        this.drills = drills;
        this.store = store;
        this.texts = texts;
        this.directories = directories;
        this.areas = areas;
        this.clock = clock;
    }

    /** Asks once, with the names of the people who will be woken. */
    public List<Reply> ask(ConversationContext context) {
        Phrases phrases = context.phrases();
        String written = context.incoming().arguments().strip();
        String known = AreaNames.list(List.copyOf(directories.current().areas().values()), phrases);
        if (written.isEmpty()) {
            return List.of(context.reply(phrases.html("drill.which", known)));
        }
        String area = drills.area(written).orElse(null);
        if (area == null) {
            return List.of(
                    context.reply(phrases.html("drill.unknown-area", Truncation.to(MAX_ARGUMENTS, written), known)));
        }
        List<User> people = drills.people(area);
        if (people.isEmpty()) {
            return List.of(context.reply(phrases.html("drill.nobody", areas.name(area))));
        }
        String data = BUTTON + ":" + drills.plan(area);
        return List.of(context.reply(
                phrases.html("drill.question", areas.name(area), drills.names(people, phrases)),
                new InlineKeyboard(List.of(List.of(
                        new Button(phrases.plain("drill.yes"), data + YES),
                        new Button(phrases.plain("drill.no"), data + NO))))));
    }

    /** Data {@code drill:<number>:yes}, {@code no}, or {@code here}, which is the answer of somebody who was woken. */
    public List<Reply> press(ConversationContext context) {
        String argument = context.callbackArgument();
        Phrases phrases = context.phrases();
        String number = argument.replaceAll(":.*", "");
        Drill drill = number.matches("[0-9]{1,18}")
                ? store.find(Long.parseLong(number)).orElse(null)
                : null;
        if (drill == null) {
            return List.of(context.answerCallback(phrases.plain("drill.gone")));
        }
        if (argument.endsWith(HERE)) {
            return answered(context, drill);
        }
        if (!context.requireMember().isAdministrator()) {
            return List.of(context.answerCallback(phrases.plain("ready.refused")));
        }
        return argument.endsWith(YES) ? started(context, drill) : cancelled(context, drill);
    }

    private List<Reply> started(ConversationContext context, Drill drill) {
        Phrases phrases = context.phrases();
        long message = Objects.requireNonNullElse(context.incoming().message(), 0L);
        boolean somebody = drills.start(drill.number(), context.chat(), message)
                .filter(started -> !started.people().isEmpty())
                .isPresent();
        Optional<Drill> running = store.find(drill.number());
        return somebody && running.isPresent()
                ? context.edit(null, texts.report(running.get(), clock.instant(), phrases), null)
                : context.edit(null, phrases.html("drill.nobody", areas.name(drill.area())), null);
    }

    private List<Reply> cancelled(ConversationContext context, Drill drill) {
        return drill.started() == null
                ? context.edit(null, context.phrases().html("drill.cancelled", areas.name(drill.area())), null)
                : List.of(context.answerCallback(context.phrases().plain("drill.started-before")));
    }

    private List<Reply> answered(ConversationContext context, Drill drill) {
        Phrases phrases = context.phrases();
        Instant now = clock.instant();
        Answer before = drill.of(context.chat()).orElse(null);
        if (before == null) {
            return List.of(context.answerCallback(phrases.plain("drill.not-asked")));
        }
        if (before.at() == null && drill.isLate(now)) {
            return context.edit(
                    phrases.plain("drill.late"), phrases.html("drill.late-note", title(drill, phrases)), null);
        }
        store.answer(drill.number(), context.chat(), now);
        Drill after = store.find(drill.number()).orElse(drill);
        Instant at = after.of(context.chat()).map(Answer::at).orElse(now);
        String took = DrillText.after(drill, Objects.requireNonNullElse(at, now), phrases);
        List<Reply> replies = new ArrayList<>(context.edit(
                phrases.plain("drill.thanks", took), phrases.html("drill.done", title(drill, phrases), took), null));
        drills.report(after).ifPresent(replies::add);
        return replies;
    }

    private String title(Drill drill, Phrases phrases) {
        return phrases.plain("drill.title", areas.name(drill.area()));
    }
}

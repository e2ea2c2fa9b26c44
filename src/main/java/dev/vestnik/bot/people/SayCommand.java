package dev.vestnik.bot.people;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.people.Announcements.Announcement;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code /say area text}, for administrators: a message to the people responsible for an area, or to everybody ({@code *}), who
 * have notifications enabled. It is shown with its recipients first, and sent after a press. Nothing in its text is active.
 */
public final class SayCommand {
    /** The first part of the callback data {@code say:<id of the command>:<send, no or count>}. */
    private static final String BUTTON = "say";

    private static final String SEND = "send";
    private static final String COUNT = "count";
    private static final String NO = "no";
    private static final String EVERYBODY = "*";

    /** UTF-16 units; leaves room for the lines around the text in a message of 4096. */
    private static final int MAX_LENGTH = 2_000;

    private static final int MAX_AREA_LENGTH = 64;

    private final UserService users;
    private final DirectoryService directories;
    private final AreaNames areas;
    private final Languages languages;
    private final Announcements announcements;
    private final MessageQueue queue;

    public SayCommand(
            UserService users,
            DirectoryService directories,
            AreaNames areas,
            Languages languages,
            Announcements announcements,
            MessageQueue queue) {
        this.users = users;
        this.directories = directories;
        this.areas = areas;
        this.languages = languages;
        this.announcements = announcements;
        this.queue = queue;
    }

    /** Whom a message is for. */
    private record Audience(List<User> reached, List<String> notReached) {}

    /** Shows the message as its recipients will see it, with their number, and asks. */
    public List<Reply> preview(ConversationContext context) {
        Phrases phrases = context.phrases();
        String[] arguments = context.incoming().arguments().split("\\s+", 2);
        String text = arguments.length < 2 ? "" : TextSanitizer.block(arguments[1]);
        if (text.isBlank()) {
            return List.of(context.reply(phrases.html("say.usage", areaNames(phrases))));
        }
        String area = area(arguments[0]).orElse(null);
        if (area == null) {
            return List.of(context.reply(phrases.html(
                    "say.unknown-area", Truncation.to(MAX_AREA_LENGTH, arguments[0]), areaNames(phrases))));
        }
        if (text.length() > MAX_LENGTH) {
            return List.of(context.reply(phrases.html("say.too-long", Integer.toString(MAX_LENGTH))));
        }
        Audience audience = audience(area, context.chat());
        if (audience.reached().isEmpty()) {
            return List.of(context.reply(phrases.html("say.nobody")));
        }
        Announcement announcement = new Announcement(area, text, null);
        long command = Objects.requireNonNullElse(context.incoming().message(), 0L);
        announcements.keep(Announcements.name(context.chat(), command), announcement);
        Html preview = message(context, announcement, phrases)
                .text("\n\n")
                .add(phrases.html(
                        "say.recipients", Integer.toString(audience.reached().size())));
        if (!audience.notReached().isEmpty()) {
            preview = preview.text("\n")
                    .add(phrases.html("say.not-reached", AreaNames.list(audience.notReached(), phrases)));
        }
        return List.of(context.reply(
                preview,
                new InlineKeyboard(List.of(List.of(
                        new Button(phrases.plain("say.send"), BUTTON + ":" + command + ":" + SEND),
                        new Button(phrases.plain("say.cancel"), BUTTON + ":" + command + ":" + NO))))));
    }

    /** Handles a press on a button of the preview, or of the report. Repeated presses send nothing twice. */
    public List<Reply> press(ConversationContext context) {
        Phrases phrases = context.phrases();
        if (!context.requireMember().isAdministrator()) {
            return List.of(context.answerCallback(phrases.plain("hint.administrators", BUTTON)));
        }
        String[] data = context.callbackArgument().split(":", -1);
        long command = data[0].matches("[0-9]{1,18}") ? Long.parseLong(data[0]) : 0;
        String name = Announcements.name(context.chat(), command);
        Announcement announcement = announcements.find(name).orElse(null);
        if (announcement == null) {
            return context.edit(null, phrases.html("say.over"), null);
        }
        String pressed = data.length < 2 ? "" : data[1];
        if (announcement.recipients() == null && pressed.equals(NO)) {
            announcements.forget(name);
            Html text = message(context, announcement, phrases).text("\n\n").add(phrases.html("say.cancelled"));
            return context.edit(null, text, null);
        }
        Announcement sent = announcement.recipients() == null && pressed.equals(SEND)
                ? send(context, name, announcement)
                : announcement;
        return report(context, command, sent, pressed.equals(COUNT) ? "say.received" : "say.sent");
    }

    private Announcement send(ConversationContext context, String name, Announcement announcement) {
        List<User> recipients = audience(announcement.area(), context.chat()).reached();
        recipients.forEach(
                user -> queue.add(user.chat(), message(context, announcement, languages.in(user.language())), name));
        Announcement sent = announcement.sentTo(recipients.size());
        announcements.keep(name, sent);
        return sent;
    }

    private List<Reply> report(ConversationContext context, long command, Announcement sent, String key) {
        Phrases phrases = context.phrases();
        String recipients = Integer.toString(Objects.requireNonNullElse(sent.recipients(), 0));
        String received = Long.toString(announcements.received(Announcements.name(context.chat(), command)));
        Html text = message(context, sent, phrases).text("\n\n").add(phrases.html(key, recipients, received));
        return context.edit(
                null,
                text,
                new InlineKeyboard(List.of(
                        List.of(new Button(phrases.plain("say.count"), BUTTON + ":" + command + ":" + COUNT)))));
    }

    /** As the recipients see it. */
    private Html message(ConversationContext context, Announcement announcement, Phrases phrases) {
        String area = announcement.area();
        String to = area.equals(EVERYBODY) ? phrases.plain("say.everybody") : areas.name(area);
        return phrases.html("say.head", context.requireMember().person().name(), to)
                .text("\n\n" + announcement.text());
    }

    private Audience audience(String area, long sender) {
        UserSnapshot snapshot = users.all();
        List<User> reached = new ArrayList<>();
        List<String> notReached = new ArrayList<>();
        for (Person person : directories.current().people()) {
            User user = snapshot.byPhone(person.phone()).orElse(null);
            boolean meant = area.equals(EVERYBODY) || person.isResponsibleFor(area);
            if (!meant || (user != null && user.chat() == sender)) {
                continue;
            }
            if (user != null && user.reachable()) {
                reached.add(user);
            } else {
                notReached.add(person.name());
            }
        }
        return new Audience(reached, notReached);
    }

    /** The area of this id or name; upper and lower case are the same. */
    private Optional<String> area(String word) {
        if (word.equals(EVERYBODY)) {
            return Optional.of(EVERYBODY);
        }
        Directory directory = directories.current();
        return directory.areas().keySet().stream()
                .filter(area -> area.equalsIgnoreCase(word) || areas.name(area).equalsIgnoreCase(word))
                .findFirst();
    }

    private String areaNames(Phrases phrases) {
        return AreaNames.list(List.copyOf(directories.current().areas().keySet()), phrases);
    }
}

package dev.vestnik.bot.group;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.Command;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.event.Status;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.Place;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /bind} and {@code /unbind}, by which an administrator decides which incidents appear in a group or topic:
 * {@code /bind@bot north,south critical,warning text}. {@code *} stands for all areas, or for all statuses that open an
 * incident; without statuses it is all of them.
 */
public final class BindCommand {
    private static final String ALL = "*";
    private static final int MAX_SHOWN = 64;

    /** The largest number of open incidents that a place shows when it is bound, the last updated ones. */
    private static final int MAX_INCIDENTS = 100;

    private final BindingStore bindings;
    private final DirectoryService directories;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final BotIdentity bot;
    private final IncidentStore incidents;
    private final IncidentRequests requests;

    public BindCommand(
            BindingStore bindings,
            DirectoryService directories,
            AreaNames areas,
            StatusNames statuses,
            BotIdentity bot,
            IncidentStore incidents,
            IncidentRequests requests) {
        this.bindings = bindings;
        this.directories = directories;
        this.areas = areas;
        this.statuses = statuses;
        this.bot = bot;
        this.incidents = incidents;
        this.requests = requests;
    }

    /** An argument that is wrong; the message explains it to the person. */
    private static final class WrongArgumentException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Html why;

        WrongArgumentException(Html why) {
            super(why.plain());
            this.why = why;
        }
    }

    /** In a group or topic: binds it, and shows there what is open now; or shows its binding. */
    public List<Reply> bind(ConversationContext context) {
        if (!isAdministrator(context)) {
            return refuse(context);
        }
        String[] arguments = context.incoming().arguments().split("\\s+");
        if (arguments[0].isEmpty()) {
            return List.of(context.reply(shown(context)));
        }
        Binding binding;
        try {
            binding = binding(context, arguments);
        } catch (WrongArgumentException wrong) {
            return List.of(context.reply(wrong.why.text("\n\n").add(usage(context.phrases()))));
        }
        bindings.bind(binding);
        List<Incident> open = incidents.open(binding::covers, MAX_INCIDENTS).stream()
                .sorted(Comparator.comparingLong(Incident::number))
                .toList();
        requests.showCopies(binding.place(), open);
        Phrases phrases = context.phrases();
        Html done = described("bind.done", binding, phrases);
        return List.of(context.reply(
                open.isEmpty()
                        ? done
                        : done.text("\n").add(phrases.html("bind.open-now", Integer.toString(open.size())))));
    }

    /** In a group or topic: no copies any more. */
    public List<Reply> unbind(ConversationContext context) {
        if (!isAdministrator(context)) {
            return refuse(context);
        }
        boolean bound = bindings.unbind(place(context));
        return List.of(context.reply(context.phrases().html(bound ? "bind.removed" : "bind.none")));
    }

    /** Both commands in a private chat, where they do nothing. */
    public List<Reply> explain(ConversationContext context) {
        Phrases phrases = context.phrases();
        return List.of(context.reply(phrases.html("bind.private").text("\n\n").add(usage(phrases))));
    }

    private static boolean isAdministrator(ConversationContext context) {
        return context.member() != null && context.member().isAdministrator();
    }

    private static List<Reply> refuse(ConversationContext context) {
        return List.of(context.reply(context.phrases().html("bind.refused")));
    }

    private Html shown(ConversationContext context) {
        Phrases phrases = context.phrases();
        Html present = bindings.of(place(context))
                .map(binding -> described("bind.now", binding, phrases))
                .orElseGet(() -> phrases.html("bind.none"));
        return present.text("\n\n").add(usage(phrases));
    }

    private static Place place(ConversationContext context) {
        return new Place(context.chat(), context.incoming().topic());
    }

    private Binding binding(ConversationContext context, String[] arguments) throws WrongArgumentException {
        Phrases phrases = context.phrases();
        IncomingUpdate incoming = context.incoming();
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean text = isText(words.get(words.size() - 1)) && words.size() > 1;
        if (text) {
            words.remove(words.size() - 1);
        }
        if (words.size() > 2) {
            throw new WrongArgumentException(phrases.html("bind.unknown", Truncation.to(MAX_SHOWN, words.get(2))));
        }
        List<String> named = named(words.get(0), this::area, "bind.unknown-area", phrases);
        List<String> selected =
                words.size() < 2 ? List.of() : named(words.get(1), this::status, "bind.unknown-status", phrases);
        return new Binding(
                incoming.chat(),
                incoming.topic(),
                named,
                selected,
                text,
                phrases.language(),
                incoming.title() == null ? null : Truncation.to(MAX_SHOWN, TextSanitizer.line(incoming.title())),
                null);
    }

    private static boolean isText(String word) {
        return Languages.LANGUAGES.stream().map(Phrases::in).anyMatch(phrases -> phrases.plain("bind.text")
                .equalsIgnoreCase(word));
    }

    /** @return empty: all */
    private static List<String> named(
            String list, Function<String, Optional<String>> known, String unknown, Phrases phrases)
            throws WrongArgumentException {
        if (list.equals(ALL)) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String word : list.split(",")) {
            names.add(known.apply(word.strip())
                    .orElseThrow(
                            () -> new WrongArgumentException(phrases.html(unknown, Truncation.to(MAX_SHOWN, word)))));
        }
        if (names.isEmpty()) {
            throw new WrongArgumentException(phrases.html(unknown, Truncation.to(MAX_SHOWN, list)));
        }
        return List.copyOf(names);
    }

    /** The area with this id or name. */
    private Optional<String> area(String word) {
        return directories.current().areas().keySet().stream()
                .filter(area -> area.equalsIgnoreCase(word) || areas.name(area).equalsIgnoreCase(word))
                .findFirst();
    }

    /** The status with this name that opens an incident. */
    private Optional<String> status(String word) {
        return opening().stream()
                .filter(status -> status.name().equalsIgnoreCase(word)
                        || Languages.LANGUAGES.stream()
                                .anyMatch(language -> status.nameIn(language).equalsIgnoreCase(word)))
                .map(Status::name)
                .findFirst();
    }

    private List<Status> opening() {
        return statuses.all().stream().filter(Status::opens).toList();
    }

    private Html described(String head, Binding binding, Phrases phrases) {
        Html area = binding.areas().isEmpty()
                ? phrases.html("areas.all")
                : Html.of(
                        AreaNames.list(binding.areas().stream().map(areas::name).toList(), phrases));
        List<String> selected = binding.statuses().isEmpty()
                ? opening().stream().map(Status::name).toList()
                : binding.statuses();
        MessageLines lines = new MessageLines()
                .add(phrases.html(head))
                .add(phrases.html("bind.areas", area))
                .add(phrases.html("bind.statuses", statuses.list(selected, phrases)))
                .add(phrases.html(binding.text() ? "bind.with-text" : "bind.without-text"));
        String closed = binding.closed();
        if (closed != null) {
            lines.add(phrases.html("bind.closed", TextSanitizer.line(closed)));
        }
        return lines.blank()
                .add(phrases.html("bind.buttons", bot.inGroup(Command.UNBIND)))
                .together();
    }

    private Html usage(Phrases phrases) {
        List<String> ids =
                directories.current().areas().keySet().stream().sorted().toList();
        return phrases.html(
                "bind.usage",
                bot.inGroup(Command.BIND),
                ids.isEmpty() ? ALL : ids.get(0),
                AreaNames.list(ids, phrases),
                String.join(", ", opening().stream().map(Status::name).toList()));
    }
}

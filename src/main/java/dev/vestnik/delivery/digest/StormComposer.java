package dev.vestnik.delivery.digest;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.FoldedState;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Html;
import dev.vestnik.text.InlineButtons;
import dev.vestnik.text.InlineButtons.Style;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Composes the card of a storm: how many of its incidents are free, owned and over; those that are open by area and range, each
 * number a link to its card; who has sent most of them; buttons to take all that are free, and to list the open ones.
 */
public final class StormComposer {
    private static final String SEPARATOR = " · ";

    /** Places that have lines of their own. */
    private static final int MAX_PLACES = 6;

    /** Numbers of incidents; each is an entity, of which Telegram shows a hundred in a message. */
    private static final int MAX_NUMBERS = 72;

    /** Owners, and sources, that are named. */
    private static final int MAX_NAMED = 3;

    /** UTF-16 units of a place, of the titles of a place, and of a name. */
    private static final int MAX_PLACE = 60;

    private static final int MAX_TITLE = 60;
    private static final int MAX_NAME = 30;

    private final Statuses statuses;
    private final IncidentLinks links;

    public StormComposer(Statuses statuses, IncidentLinks links) {
        this.statuses = statuses;
        this.links = links;
    }

    /**
     * A storm as one reader sees it.
     *
     * @param id which of the chat's storms it is
     * @param others events that belong to none of these incidents
     */
    record Shown(ReaderLocale reader, long chat, String id, List<FoldedState> states, int others) {
        Shown {
            states = List.copyOf(states);
        }

        List<FoldedState> open() {
            return states.stream().filter(FoldedState::open).toList();
        }

        long free() {
            return states.stream().filter(FoldedState::free).count();
        }
    }

    /** An area and a range; empty: unknown. */
    private record Place(String area, String range) {
        static Place of(FoldedState state) {
            return new Place(state.folded().place(), state.folded().range());
        }
    }

    /**
     * The card.
     *
     * @param ids the ids of the outbox entries that it contains
     * @param edits the id of the message that it replaces; null: it is a new message
     */
    ComposedMessage.Text compose(Shown storm, List<String> ids, @Nullable Long edits) {
        return new ComposedMessage.Text(html(storm).code(), false, ids, keyboard(storm), edits);
    }

    /** The card when it is not the card of the chat's storm any more. */
    Html ended(Shown storm) {
        Phrases phrases = Phrases.in(storm.reader().language());
        return Html.join("\n", head(storm, phrases)).text("\n\n").italic(phrases.plain("card.continued"));
    }

    private Html html(Shown storm) {
        Phrases phrases = Phrases.in(storm.reader().language());
        List<Html> lines = head(storm, phrases);
        lines.addAll(places(storm.open(), phrases));
        String sources = most(storm.open(), state -> state.folded().source());
        if (!sources.isEmpty()) {
            lines.add(Html.of(phrases.plain("storm.sources", sources)));
        }
        if (storm.others() > 0) {
            lines.add(Html.of(phrases.plain("storm.others", phrases.events(storm.others()))));
        }
        return Html.join("\n", lines);
    }

    /** The first line is sufficient on a lock screen. */
    private List<Html> head(Shown storm, Phrases phrases) {
        List<FoldedState> open = storm.open();
        String incidents =
                phrases.counted("storm.incidents.", storm.states().size()).code();
        List<Html> lines = new ArrayList<>();
        lines.add(Html.EMPTY.bold(
                open.isEmpty()
                        ? phrases.plain("storm.over", incidents)
                        : phrases.plain("storm.head", incidents, counts(open))));
        if (open.isEmpty()) {
            return lines;
        }
        lines.add(Html.of(phrases.plain(
                "storm.counts",
                Long.toString(storm.free()),
                Long.toString(open.size() - storm.free()),
                Integer.toString(storm.states().size() - open.size()))));
        long silenced = open.stream().filter(FoldedState::silenced).count();
        if (silenced > 0) {
            lines.add(Html.of(phrases.plain("storm.silenced", Long.toString(silenced))));
        }
        String owners = most(open, StormComposer::ownerOf);
        if (!owners.isEmpty()) {
            lines.add(Html.of("👤 " + owners));
        }
        return lines;
    }

    /** The number of incidents of each status, the most urgent first. */
    private String counts(List<FoldedState> open) {
        Map<Integer, List<Status>> byRank = open.stream()
                .map(state -> Objects.requireNonNull(state.incident()))
                .map(Incident::status)
                .flatMap(status -> statuses.named(status).stream())
                .collect(Collectors.groupingBy(Status::rank, TreeMap::new, Collectors.toList()));
        return byRank.values().stream()
                .map(same -> same.get(0).emoji() + " " + same.size())
                .collect(Collectors.joining(SEPARATOR));
    }

    private List<Html> places(List<FoldedState> open, Phrases phrases) {
        Map<Place, List<FoldedState>> byPlace = new LinkedHashMap<>();
        open.forEach(state -> byPlace.computeIfAbsent(Place.of(state), any -> new ArrayList<>())
                .add(state));
        List<Map.Entry<Place, List<FoldedState>>> sorted = byPlace.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Place, List<FoldedState>> place) ->
                                place.getValue().size())
                        .reversed())
                .toList();
        List<Map.Entry<Place, List<FoldedState>>> shown = sorted.subList(0, Math.min(MAX_PLACES, sorted.size()));
        List<Html> lines = new ArrayList<>();
        int numbers = MAX_NUMBERS;
        for (int i = 0; i < shown.size(); i++) {
            List<FoldedState> here = shown.get(i).getValue();
            int listed = Math.min(here.size(), numbers / (shown.size() - i));
            numbers -= listed;
            lines.add(heading(shown.get(i).getKey(), here, phrases));
            lines.add(numbers(here, listed, phrases));
        }
        int more = open.size()
                - shown.stream().mapToInt(place -> place.getValue().size()).sum();
        if (more > 0) {
            lines.add(Html.of(phrases.plain(
                    "storm.more", phrases.counted("storm.incidents.", more).code())));
        }
        return lines;
    }

    private static Html heading(Place place, List<FoldedState> here, Phrases phrases) {
        String area = place.area().isEmpty() ? phrases.plain("storm.no-area") : place.area();
        Html heading = Html.EMPTY.bold(Truncation.to(MAX_PLACE, area) + ": " + here.size());
        if (!place.range().isEmpty()) {
            heading = heading.text(SEPARATOR).fixedWidth(place.range());
        }
        String titles = titles(here);
        return titles.isEmpty() ? heading : heading.text(SEPARATOR + Truncation.to(MAX_TITLE, titles));
    }

    /** Free ones first. */
    private Html numbers(List<FoldedState> here, int listed, Phrases phrases) {
        List<FoldedState> sorted = here.stream()
                .sorted(Comparator.comparing(FoldedState::free).reversed().thenComparing(state -> state.folded()
                        .number()))
                .toList();
        List<Html> numbers = new ArrayList<>();
        for (FoldedState state : sorted.subList(0, listed)) {
            Html link = links.of(state.folded().number());
            numbers.add(state.free() ? link : Html.of("👤").add(link));
        }
        if (listed < sorted.size()) {
            numbers.add(Html.of(phrases.plain("digest.more", Integer.toString(sorted.size() - listed))));
        }
        return Html.join(" ", numbers);
    }

    /** What most of the titles have in common. */
    private static String titles(List<FoldedState> states) {
        Map<String, List<Likeness>> alike = states.stream()
                .map(state -> Likeness.of(state.folded().title()))
                .collect(Collectors.groupingBy(Likeness::pattern, LinkedHashMap::new, Collectors.toList()));
        return alike.values().stream()
                .max(Comparator.comparingInt(List::size))
                .flatMap(same -> same.stream().reduce(Likeness::with))
                .map(Likeness::text)
                .orElse("");
    }

    private static String ownerOf(FoldedState state) {
        Owner owner = state.owner();
        return owner == null ? "" : Truncation.to(MAX_NAME, TextSanitizer.line(owner.name()));
    }

    /** The values that most of the incidents have, with their numbers; an empty value does not count. */
    private static String most(List<FoldedState> states, Function<FoldedState, String> value) {
        Map<String, Long> counts = states.stream()
                .map(value)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_NAMED)
                .map(one -> Truncation.to(MAX_NAME, one.getKey()) + " " + one.getValue())
                .collect(Collectors.joining(SEPARATOR));
    }

    private static @Nullable String keyboard(Shown storm) {
        Phrases phrases = Phrases.in(storm.reader().language());
        InlineButtons buttons = new InlineButtons().row();
        if (storm.free() > 0) {
            buttons.press(phrases.plain("storm.take-all"), "takeall:" + storm.id(), Style.PRIMARY);
        }
        if (!storm.open().isEmpty()) {
            buttons.press(phrases.plain("storm.open"), "openlist", Style.NONE);
        }
        return buttons.json();
    }
}

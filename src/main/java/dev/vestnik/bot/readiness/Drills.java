package dev.vestnik.bot.readiness;

import dev.vestnik.bot.EventSink;
import dev.vestnik.bot.Reply;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.RedisJson;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Drills: a marked event goes through the complete path to the people who would be woken now, and each of them answers with one
 * press. It opens no incident and does not escalate.
 */
public final class Drills {
    private static final int MOST_AT_ONCE = 100;

    private final Readiness readiness;
    private final DrillStore store;
    private final DrillText texts;
    private final EventSink events;
    private final Statuses statuses;
    private final DirectoryService directories;
    private final UserService users;
    private final AreaNames areas;
    private final Languages languages;
    private final Clock clock;

    public Drills(
            Readiness readiness,
            DrillStore store,
            DrillText texts,
            EventSink events,
            Statuses statuses,
            DirectoryService directories,
            UserService users,
            AreaNames areas,
            Languages languages,
            Clock clock) {
        this.readiness = readiness;
        this.store = store;
        this.texts = texts;
        this.events = events;
        this.statuses = statuses;
        this.directories = directories;
        this.users = users;
        this.areas = areas;
        this.languages = languages;
        this.clock = clock;
    }

    /** The area of the directory with this id or name. */
    Optional<String> area(String written) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return directories.current().areas().entrySet().stream()
                .filter(area -> area.getKey().toLowerCase(Locale.ROOT).equals(wanted)
                        || area.getValue().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder());
    }

    /** Who would be woken now by an event of this area. */
    List<User> people(String area) {
        Map<Long, User> people = new TreeMap<>();
        readiness.of(area).stream().flatMap(one -> one.woken().stream()).forEach(user -> people.put(user.chat(), user));
        return List.copyOf(people.values());
    }

    /** Stores a drill that waits for its confirmation; returns its number. */
    public long plan(String area) {
        return store.plan(area);
    }

    Optional<Drill> find(long number) {
        return store.find(number);
    }

    /**
     * Starts the drill, with the people who would be woken now. Does nothing if it has started; its events are the same then,
     * and dispatch drops them.
     *
     * @param chat the chat of the report; 0: there is none
     * @return the drill; without people if nobody would be woken; empty: there is no such drill
     */
    public Optional<Started> start(long number, long chat, long message) {
        return store.find(number).flatMap(planned -> {
            if (planned.started() == null) {
                Map<Long, String> names = new LinkedHashMap<>();
                people(planned.area()).forEach(user -> names.put(user.chat(), name(user)));
                if (names.isEmpty()) {
                    return Optional.of(new Started(number, List.of()));
                }
                store.start(number, chat, message, names, clock.instant());
            }
            return store.find(number).map(drill -> {
                send(drill);
                return new Started(
                        number, drill.people().stream().map(Drill.Answer::name).toList());
            });
        });
    }

    /** A drill that has started. */
    public record Started(long number, List<String> people) {
        public Started {
            people = List.copyOf(people);
        }
    }

    /** Who has answered, after how many seconds; -1: not yet. Empty: there is no such drill. */
    public Map<String, Long> answers(long number) {
        Map<String, Long> answers = new TreeMap<>();
        store.find(number).ifPresent(drill -> drill.people()
                .forEach(one -> answers.put(
                        one.name(),
                        one.at() == null || drill.started() == null
                                ? -1
                                : Duration.between(drill.started(), one.at()).toSeconds())));
        return answers;
    }

    /** The last reports of the drills whose time is up. */
    public List<Reply> finish() {
        List<Reply> reports = new ArrayList<>();
        for (long number : store.ended(clock.instant(), MOST_AT_ONCE)) {
            store.find(number).flatMap(this::report).ifPresent(reports::add);
        }
        return reports;
    }

    /** The last reports were sent; one that was interrupted is sent again, which edits nothing. */
    public void finished() {
        store.forgetEnded(store.ended(clock.instant().minus(Duration.ofSeconds(4)), MOST_AT_ONCE));
    }

    /** The edit of the report; empty: nobody gets one. */
    Optional<Reply> report(Drill drill) {
        return drill.chat() == 0
                ? Optional.empty()
                : users.byChat(drill.chat())
                        .map(administrator -> new Reply.Edit(
                                drill.chat(),
                                drill.message(),
                                texts.report(drill, clock.instant(), languages.in(administrator.language()))
                                        .code(),
                                null));
    }

    /** One event for each language of its people. */
    private void send(Drill drill) {
        Map<String, Set<String>> phones = new TreeMap<>();
        drill.people().stream()
                .flatMap(one -> users.byChat(one.chat()).stream())
                .forEach(user -> phones.computeIfAbsent(user.language(), any -> new TreeSet<>())
                        .add(user.phone()));
        phones.forEach((language, to) -> {
            Phrases phrases = languages.in(language);
            events.accept(RedisJson.write(new Alarm(
                    new DrillEvent(drill.number(), language).id(),
                    statuses.ofDrills().name(),
                    phrases.plain("drill.title", areas.name(drill.area())),
                    phrases.plain("drill.text"),
                    to,
                    Drill.LENGTH.toString(),
                    DrillEvent.SOURCE)));
        });
    }

    private String name(User user) {
        return directories.current().person(user.phone()).map(Person::name).orElse("");
    }

    /** The names of these people. */
    String names(List<User> people, Phrases phrases) {
        return AreaNames.list(people.stream().map(this::name).distinct().collect(Collectors.toList()), phrases);
    }

    private record Alarm(
            String id, String status, String title, String text, Set<String> to, String expires, String source) {
        /** Omits the phones. */
        @Override
        public String toString() {
            return "Alarm[" + id + "]";
        }
    }
}

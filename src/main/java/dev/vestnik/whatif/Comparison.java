package dev.vestnik.whatif;

import dev.vestnik.dispatch.EventStreamEntry.Raw;
import dev.vestnik.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replays events twice, as things are and with the change, and collects where the recipients differ. For one thread. */
public final class Comparison {
    /** A person with a chat that neither directory has. */
    private static final String UNKNOWN = "somebody who is in neither directory";

    private final DispatchReplay now;
    private final DispatchReplay then;
    private final RecordedSilences silences;
    private Map<String, String> lasting = Map.of();
    private final Map<Long, Counts> people = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Totals totalsNow = new Totals();
    private final Totals totalsThen = new Totals();
    private int events;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /**
     * @param now dispatches with the present directory and settings
     * @param then with the changed ones
     * @param silences are in force in both
     */
    public Comparison(DispatchReplay now, DispatchReplay then, RecordedSilences silences) {
        this.now = now;
        this.then = then;
        this.silences = silences;
    }

    /** Replays a batch of events, each under the silences that lasted when it was accepted. */
    public void replay(List<Raw> batch) {
        int begin = 0;
        for (int i = 0; silences.size() > lasting.size() && i < batch.size(); i++) {
            Map<String, String> at = silences.at(DispatchReplay.accepted(batch.get(i)));
            if (at.size() != lasting.size()) {
                replayUnderSame(batch.subList(begin, i));
                begin = i;
                lasting = at;
                now.useSilences(at);
                then.useSilences(at);
            }
        }
        replayUnderSame(batch.subList(begin, batch.size()));
    }

    private void replayUnderSame(List<Raw> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Replayed> before = now.replay(batch);
        List<Replayed> after = then.replay(batch);
        for (int i = 0; i < batch.size(); i++) {
            compare(batch.get(i), before.get(i), after.get(i));
        }
        events += batch.size();
        first = first == null ? DispatchReplay.accepted(batch.get(0)) : first;
        last = DispatchReplay.accepted(batch.get(batch.size() - 1));
    }

    /** How many events have been replayed. */
    public int events() {
        return events;
    }

    private void compare(Raw raw, Replayed before, Replayed after) {
        totalsNow.add(before);
        totalsThen.add(after);
        before.chats().forEach(chat -> counts(chat).now++);
        after.chats().forEach(chat -> counts(chat).then++);
        if (before.equals(after)) {
            return;
        }
        List<String> added = names(without(after.chats(), before.chats()));
        List<String> removed = names(without(before.chats(), after.chats()));
        without(after.chats(), before.chats()).forEach(chat -> counts(chat).added++);
        without(before.chats(), after.chats()).forEach(chat -> counts(chat).removed++);
        Optional<Event> event = then.read(raw).or(() -> now.read(raw));
        differences.add(new Difference(
                raw.ref(),
                DispatchReplay.accepted(raw),
                event.map(Event::status).orElse(null),
                event.map(Comparison::title).orElse(null),
                before.outcome(),
                after.outcome(),
                added,
                removed));
    }

    /** Of a private event nothing is shown. */
    private static String title(Event event) {
        return event.to().isEmpty() ? event.title() : "(private)";
    }

    private static List<Long> without(Set<Long> chats, Set<Long> others) {
        return chats.stream().filter(chat -> !others.contains(chat)).sorted().toList();
    }

    private List<String> names(List<Long> chats) {
        return chats.stream().map(this::name).sorted().toList();
    }

    private String name(long chat) {
        return names.computeIfAbsent(
                chat, unnamed -> then.name(unnamed).or(() -> now.name(unnamed)).orElse(UNKNOWN));
    }

    private Counts counts(long chat) {
        return people.computeIfAbsent(chat, any -> new Counts());
    }

    /** What was found so far. */
    public WhatIfResult result() {
        List<WhatIfResult.PersonCounts> rows = people.entrySet().stream()
                .map(entry -> entry.getValue().of(name(entry.getKey())))
                .sorted(Comparator.comparing(WhatIfResult.PersonCounts::name))
                .toList();
        return new WhatIfResult(
                events,
                first,
                last,
                silences.size(),
                totalsNow.result(),
                totalsThen.result(),
                rows,
                List.copyOf(differences));
    }

    private static final class Counts {
        private int now;
        private int then;
        private int added;
        private int removed;

        WhatIfResult.PersonCounts of(String name) {
            return new WhatIfResult.PersonCounts(name, now, then, added, removed);
        }
    }

    private static final class Totals {
        private final Map<String, Integer> outcomes = new HashMap<>();
        private int missed;
        private int messages;

        void add(Replayed replayed) {
            outcomes.merge(replayed.outcome(), 1, Integer::sum);
            missed += replayed.missed() ? 1 : 0;
            messages += replayed.chats().size();
        }

        WhatIfResult.Totals result() {
            return new WhatIfResult.Totals(outcomes, missed, messages);
        }
    }
}

package dev.vestnik.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** The presses of inline buttons that wait for their one answer. */
final class Callbacks {
    /** Telegram says that an answer must come soon; later it knows the query no more. */
    static final Duration LIFE = Duration.ofSeconds(15);

    private final Clock clock;
    private final Map<String, Query> open = new LinkedHashMap<>();

    private record Query(long until, CompletableFuture<CallbackAnswer> answer) {}

    Callbacks(Clock clock) {
        this.clock = clock;
    }

    /** A new query's id; the answer arrives at {@code answer}. */
    synchronized String ask(CompletableFuture<CallbackAnswer> answer) {
        long now = clock.millis();
        Iterator<Query> oldest = open.values().iterator();
        while (oldest.hasNext() && oldest.next().until() < now) {
            oldest.remove();
        }
        String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
        open.put(id, new Query(now + LIFE.toMillis(), answer));
        return id;
    }

    void answer(String id, CallbackAnswer answer) throws Refusal {
        Query query;
        synchronized (this) {
            query = open.remove(id);
        }
        if (query == null || query.until() < clock.millis()) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        query.answer().complete(answer);
    }
}

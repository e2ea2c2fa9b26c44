package dev.vestnik.sandbox;

import dev.vestnik.sandbox.protocol.ApiRefusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** The callback queries that wait for an answer. Each can be answered once. */
public final class CallbackQueries {
    /** Telegram forgets a query after a short time; its documentation does not state how short. */
    static final Duration LIFE = Duration.ofSeconds(15);

    private final Clock clock;
    private final Map<String, Query> open = new LinkedHashMap<>();

    private record Query(long until, CompletableFuture<CallbackAnswer> answer) {}

    CallbackQueries(Clock clock) {
        this.clock = clock;
    }

    /** Opens a query and returns its id; {@code answer} receives the bot's answer. */
    public synchronized String ask(CompletableFuture<CallbackAnswer> answer) {
        long now = clock.millis();
        Iterator<Query> oldest = open.values().iterator();
        while (oldest.hasNext() && oldest.next().until() < now) {
            oldest.remove();
        }
        String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
        open.put(id, new Query(now + LIFE.toMillis(), answer));
        return id;
    }

    public void answer(String id, CallbackAnswer answer) throws ApiRefusal {
        Query query;
        synchronized (this) {
            query = open.remove(id);
        }
        if (query == null || query.until() < clock.millis()) {
            throw ApiRefusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        query.answer().complete(answer);
    }
}

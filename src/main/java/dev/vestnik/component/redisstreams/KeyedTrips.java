package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trips of one consumer of keys to Redis and back, one at a time: each takes the settlements along that have come
 * meanwhile, and brings keys that are due as long as there are places. So what there is to do under load is shared by many
 * keys, and a key that goes on does so without a trip of its own.
 */
final class KeyedTrips {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedTrips.class);

    /** So that no trip keeps Redis long. */
    private static final int MOST_SETTLEMENTS = 64;

    private static final int MOST_WORDS = 20_000;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final Settler settler;
    private final KeyedStream keys;
    private final Rate rate;
    private final String me;
    private final IntUnaryOperator places;
    private final Consumer<KeyLease> begin;
    private final IntConsumer due;
    private final Queue<Parcel> parcels = new ConcurrentLinkedQueue<>();
    private final Queue<String> lostTakes = new ConcurrentLinkedQueue<>();
    private @Nullable CompletableFuture<Void> wish;
    private boolean travelling;
    private boolean taking;
    private boolean stopped;
    private boolean wakesOthers;
    private long trips;

    /** A settlement that waits for a trip. */
    private record Parcel(Args settlement, CompletableFuture<Long> answer) {}

    /** What one trip takes along. */
    private record Trip(
            List<Parcel> parcels,
            int places,
            String token,
            boolean wakesOthers,
            @Nullable CompletableFuture<Void> wish) {
        /** Nobody waits for it any longer. */
        void end(Throwable cause) {
            parcels.forEach(parcel -> parcel.answer().completeExceptionally(cause));
            if (wish != null) {
                wish.completeExceptionally(cause);
            }
        }
    }

    /**
     * @param me what all tokens of this consumer begin with
     * @param places how many keys may be taken, once so many others are settled
     * @param begin is given each key that was taken, on a thread that must not wait
     * @param due is told after each trip in how many ms a key may be due; -1: never
     */
    KeyedTrips(
            Connections connections,
            RedisStreamsConfiguration options,
            Settler settler,
            String me,
            IntUnaryOperator places,
            Consumer<KeyLease> begin,
            IntConsumer due) {
        this.connections = connections;
        this.options = options;
        this.settler = settler;
        this.keys = new KeyedStream(options.streamKey());
        this.rate = options.parsedRate();
        this.me = me;
        this.places = places;
        this.begin = begin;
        this.due = due;
    }

    /**
     * Takes a settlement along on the next trip.
     *
     * @param settlement as the script wants it
     * @return 1, or 0 where the key has another owner; or why Redis refused it, or could not be asked
     */
    CompletableFuture<Long> settle(Args settlement) {
        Parcel parcel = new Parcel(settlement, new CompletableFuture<>());
        parcels.add(parcel);
        depart();
        return parcel.answer();
    }

    /**
     * Looks for due keys, by a trip that begins after this call.
     *
     * @return done once it is back
     */
    CompletableFuture<Void> look() {
        CompletableFuture<Void> wanted = wished();
        depart();
        return wanted;
    }

    /** As {@link #look}, on a thread that must not wait. */
    void lookSoon() {
        wished();
        goOn();
    }

    private synchronized CompletableFuture<Void> wished() {
        CompletableFuture<Void> wanted = wish == null ? new CompletableFuture<>() : wish;
        wish = wanted;
        return wanted;
    }

    /**
     * Nobody else is woken for what becomes due next; the next trip does that if it leaves something.
     *
     * @return false: nothing is taken any more, and others must be woken
     */
    synchronized boolean takeForOthers() {
        wakesOthers |= !stopped;
        return !stopped;
    }

    /** From here on nothing is taken any more; waits for the trip that may be bringing keys just now. */
    synchronized void stopTaking() throws InterruptedException {
        stopped = true;
        long end = System.nanoTime() + Connections.COMMAND_TIMEOUT.toNanos();
        for (long left = end - System.nanoTime(); taking && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** What was taken and never arrived would else wait as long as if its owner had died. */
    void returnLost() throws Exception {
        for (String token = lostTakes.peek(); token != null; token = lostTakes.peek()) {
            Script.KEYED_RETURN
                    .number(connections.shared(), new String[] {keys.due(), keys.owners()}, Args.of(keys.base(), token))
                    .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            lostTakes.remove(token);
        }
    }

    private void depart() {
        depart(connections::shared);
    }

    private void depart(Supplier<RedisClusterAsyncCommands<String, byte[]>> redis) {
        Trip trip = pack();
        if (trip == null) {
            return;
        }
        CompletableFuture<List<Object>> answer;
        try {
            Args arguments = arguments(trip);
            RedisClusterAsyncCommands<String, byte[]> open = redis.get();
            answer = connections.send(() -> Script.KEYED_TRIP.list(open, names(trip), arguments));
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var unused = answer.whenComplete((reply, problem) -> arrive(trip, reply, problem));
    }

    private synchronized @Nullable Trip pack() {
        if (travelling || parcels.isEmpty() && wish == null) {
            return null;
        }
        List<Parcel> packed = new ArrayList<>();
        int words = 0;
        for (Parcel next = parcels.peek();
                next != null && packed.size() < MOST_SETTLEMENTS && words < MOST_WORDS;
                next = parcels.peek()) {
            parcels.remove();
            packed.add(next);
            words += next.settlement().size();
        }
        trips++;
        int free = stopped ? 0 : Math.max(0, places.applyAsInt(packed.size()));
        Trip trip = new Trip(packed, free, me + "-" + trips, wakesOthers, wish);
        wish = null;
        wakesOthers = false;
        travelling = true;
        taking = free > 0;
        return trip;
    }

    private String[] names(Trip trip) {
        return trip.parcels().isEmpty()
                ? new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate()}
                : new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate(), keys.dead()};
    }

    private Args arguments(Trip trip) {
        Args arguments = Args.of(keys.base())
                .add(trip.places())
                .add(options.getBatchSize())
                .add(options.getVisibility())
                .add(trip.token())
                .add(rate.interval())
                .add(rate.tolerance())
                .add(me)
                .add(trip.wakesOthers() ? 1 : 0)
                .add(trip.parcels().size());
        trip.parcels().forEach(parcel -> arguments.part(parcel.settlement()));
        return arguments;
    }

    /** First what is settled, since that makes room for what was taken. */
    private void arrive(Trip trip, @Nullable List<Object> reply, @Nullable Throwable problem) {
        try {
            if (reply == null) {
                lost(trip, problem == null ? new IllegalStateException("Redis said nothing") : Script.cause(problem));
            } else {
                unpack(trip, reply);
            }
        } catch (Throwable e) {
            LOG.error("{}: what Redis answered cannot be read, or not be begun", keys.base(), e);
            trip.end(e);
        } finally {
            synchronized (this) {
                travelling = false;
                taking = false;
                notifyAll();
            }
            goOn();
        }
    }

    private void unpack(Trip trip, List<Object> reply) {
        List<Object> settled = Reply.list(reply.get(0));
        for (int i = 0; i < settled.size(); i++) {
            CompletableFuture<Long> answer = trip.parcels().get(i).answer();
            if (settled.get(i) instanceof Long written) {
                answer.complete(written);
            } else {
                answer.completeExceptionally(new RedisCommandExecutionException(Reply.text(settled.get(i))));
            }
        }
        reply.subList(2, reply.size()).forEach(lease -> begin.accept(KeyLease.of(Reply.list(lease))));
        int untilDue = Reply.number(reply.get(1));
        due.accept(untilDue);
        if (trip.wish() != null) {
            trip.wish().complete(null);
        }
    }

    private void lost(Trip trip, Throwable cause) {
        if (trip.places() > 0 && !(cause instanceof RedisCommandExecutionException)) {
            lostTakes.add(trip.token() + "-");
        }
        connections.notice(cause);
        due.accept(0);
        trip.end(cause);
    }

    /** The next trip, from a thread that must not wait and so must not connect. */
    private void goOn() {
        RedisClusterAsyncCommands<String, byte[]> open = connections.sharedIfOpen();
        if (open != null) {
            depart(() -> open);
        } else if (!settler.later(this::depart)) {
            IllegalStateException closed = new IllegalStateException("The consumer is closed");
            for (Parcel left = parcels.poll(); left != null; left = parcels.poll()) {
                left.answer().completeExceptionally(closed);
            }
            synchronized (this) {
                if (wish != null) {
                    wish.completeExceptionally(closed);
                    wish = null;
                }
            }
        }
    }
}

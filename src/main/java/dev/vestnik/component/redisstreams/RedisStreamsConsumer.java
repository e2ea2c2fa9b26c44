package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import dev.vestnik.component.redisstreams.work.ConsumerHealthCheck;
import dev.vestnik.component.redisstreams.work.ConsumerMeters;
import dev.vestnik.component.redisstreams.work.ConsumerRun;
import dev.vestnik.component.redisstreams.work.ExchangeRunner;
import dev.vestnik.component.redisstreams.work.RetentionCleaner;
import dev.vestnik.component.redisstreams.work.WorkSignal;
import dev.vestnik.component.redisstreams.work.Worker;
import javax.management.openmbean.TabularData;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the consumers of groups and keyed streams: one loop that reads, exchanges in work, dead letters,
 * statistics.
 */
@ManagedResource(description = "Consumer of a Redis stream")
public abstract class RedisStreamsConsumer extends DefaultConsumer {
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    final RedisStreamsConfiguration options;
    final ConsumerCounters counters = new ConsumerCounters();
    final WorkSignal signal = new WorkSignal();
    final RetentionCleaner cleaner;
    private final DeadLetterMBean deadLetters;
    private @Nullable Runnable meters;
    private @Nullable ConsumerRun run;

    RedisStreamsConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.getConfiguration();
        this.cleaner =
                new RetentionCleaner(endpoint.connections(), endpoint.getComponent()::callbacks, options, counters);
        this.deadLetters = new DeadLetterMBean(endpoint);
    }

    abstract Worker worker(ExchangeRunner runner, SettlementRetrier retrier);

    @Override
    public RedisStreamsEndpoint getEndpoint() {
        return (RedisStreamsEndpoint) super.getEndpoint();
    }

    Connections connections() {
        return getEndpoint().connections();
    }

    @Override
    protected void doBuild() throws Exception {
        ConsumerHealthCheck check = new ConsumerHealthCheck(this);
        check.setEnabled(getEndpoint().getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(check);
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (getEndpoint().getCamelContext().getClassResolver().resolveClass(MICROMETER) != null) {
            meters = ConsumerMeters.bind(this, counters);
        }
        ConsumerRun started = new ConsumerRun(this, options, connections(), counters, signal, cleaner, this::worker);
        started.start();
        run = started;
    }

    @Override
    protected void doStop() throws Exception {
        ConsumerRun current = run;
        run = null;
        if (current != null) {
            current.stop();
        }
        if (meters != null) {
            meters.run();
            meters = null;
        }
        super.doStop();
    }

    @ManagedOperation(
            description = "Dead letters, the oldest first: after the one of this id (empty: from the first), as many as"
                    + " this, 1 to 1000")
    public TabularData listDeadLetters(String after, int most) {
        return deadLetters.list(after, most);
    }

    @ManagedOperation(description = "The dead letter of this id, with its fields")
    public String inspectDeadLetter(String id) {
        return deadLetters.inspect(id);
    }

    @ManagedOperation(
            description = "Puts the dead letters of these ids, with spaces or commas between, back into the stream")
    public String replayDeadLetters(String ids) {
        return deadLetters.replay(ids);
    }

    @ManagedOperation(description = "Begins to put all dead letters back into the stream; see the attribute Replay")
    public String replayAllDeadLetters() {
        return deadLetters.replayAll();
    }

    @ManagedOperation(description = "Stops the replay of all dead letters; the letters that are not put back yet stay")
    public String stopReplay() {
        return deadLetters.stopReplay();
    }

    @ManagedAttribute(
            description = "The last replay of all dead letters that was begun here: how many of how many are back, and"
                    + " whether it runs; empty if there was none")
    public String getReplay() {
        return deadLetters.replay();
    }

    @ManagedOperation(description = "Removes the dead letters of these ids, with spaces or commas between, for good")
    public String discardDeadLetters(String ids) {
        return deadLetters.discard(ids);
    }

    @ManagedOperation(description = "Removes the dead letter of this id, and all that are older, for good")
    public String discardDeadLettersUpTo(String id) {
        return deadLetters.discardUpTo(id);
    }

    @ManagedAttribute(description = "Whether there is a connection to Redis")
    public boolean isConnected() {
        return connections().connected();
    }

    @ManagedAttribute(description = "How long ago the last round of reading ended well, in ms; -1 when stopped")
    public long getLastPollAge() {
        ConsumerRun current = run;
        return current == null ? -1 : current.age().toMillis();
    }

    @ManagedAttribute(description = "The error of the last round of reading; empty if there was none")
    public String getProblem() {
        ConsumerRun current = run;
        String problem = current == null ? null : current.problem();
        return problem == null ? "" : problem;
    }

    @ManagedAttribute(
            description = "What Redis refuses to settle or to read, by a missing right or a key of the wrong type, and"
                    + " since when; empty if nothing")
    public String getRefusal() {
        ConsumerRun current = run;
        String refusal = current == null ? null : current.refusal();
        return refusal == null ? "" : refusal;
    }

    @ManagedAttribute(description = "Exchanges in work")
    public int getInFlight() {
        ConsumerRun current = run;
        return current == null ? 0 : current.inFlight();
    }

    @ManagedAttribute(description = "Dead letters that wait for a decision; -1 if Redis does not answer")
    public abstract long getDeadLetters();

    @ManagedAttribute(description = "Entries given to the route")
    public long getDelivered() {
        return counters.delivered.sum();
    }

    @ManagedAttribute(description = "Entries given to the route for the second time or later")
    public long getRedelivered() {
        return counters.redelivered.sum();
    }

    @ManagedAttribute(description = "Entries settled as done")
    public long getDone() {
        return counters.done.sum();
    }

    @ManagedAttribute(description = "Exchanges that failed, without retries that are not failures")
    public long getFailed() {
        return counters.failed.sum();
    }

    @ManagedAttribute(
            description = "Entries, or leases of keys, taken over from consumers that did not settle them in time")
    public long getClaimed() {
        return counters.claimed.sum();
    }

    @ManagedAttribute(description = "Entries moved to the dead letters")
    public long getDead() {
        return counters.dead.sum();
    }

    @ManagedAttribute(description = "Exchanges that were not settled because their entries had another owner by then")
    public long getRobbed() {
        return counters.fenced.sum();
    }

    @ManagedAttribute(description = "Dead letters that this consumer removed because they were beyond their retention")
    public long getExpired() {
        return counters.expired.sum();
    }

    @ManagedAttribute(description = "Entries deleted from the stream while they were pending, so lost")
    public long getDeletedWhilePending() {
        return counters.deleted.sum();
    }
}

package dev.vestnik.component.redisstreams;

import javax.management.openmbean.TabularData;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** What the consumers of groups and of keyed streams have in common: one loop that reads, work in flight, and figures. */
@ManagedResource(description = "Consumer of a Redis stream")
public abstract class RedisStreamsConsumer extends DefaultConsumer {
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    final RedisStreamsConfiguration options;
    final Counters counters = new Counters();
    final Signal signal = new Signal();
    final Janitor janitor;
    private final DeadLetterDesk desk;
    private @Nullable Runnable meters;
    private @Nullable ConsumerWork work;

    /** What reads and settles. */
    interface Worker {
        /** One round of reading. */
        void round() throws Exception;

        /** Renews what is in work. */
        void renew() throws Exception;

        /** Whether this consumer does what is to be done by one of all, as far as it knows. */
        boolean leads();

        /** How many exchanges are in work. */
        int inFlight();

        /** Makes a reader that waits come back. */
        void interrupt();

        /** Gives back what was not begun, and what stands still. */
        void giveBack();
    }

    RedisStreamsConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.getConfiguration();
        this.janitor = new Janitor(endpoint.connections(), endpoint.getComponent()::callbacks, options, counters);
        this.desk = new DeadLetterDesk(endpoint);
    }

    abstract Worker worker(ExchangeRunner runner, Settler settler);

    @Override
    public RedisStreamsEndpoint getEndpoint() {
        return (RedisStreamsEndpoint) super.getEndpoint();
    }

    Connections connections() {
        return getEndpoint().connections();
    }

    @Override
    protected void doBuild() throws Exception {
        ConsumerHealthCheck check = new ConsumerHealthCheck(this, options);
        check.setEnabled(getEndpoint().getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(check);
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (getEndpoint().getCamelContext().getClassResolver().resolveClass(MICROMETER) != null) {
            meters = ConsumerMeters.bind(this);
        }
        work = ConsumerWork.start(this);
    }

    @Override
    protected void doStop() throws Exception {
        ConsumerWork current = work;
        work = null;
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
        return desk.list(after, most);
    }

    @ManagedOperation(description = "All that is known of the dead letter of this id, with what it holds")
    public String inspectDeadLetter(String id) {
        return desk.inspect(id);
    }

    @ManagedOperation(
            description = "Puts the dead letters of these ids, with spaces or commas between, back into the stream")
    public String replayDeadLetters(String ids) {
        return desk.replay(ids);
    }

    @ManagedOperation(description = "Begins to put all dead letters back into the stream; see the attribute Replay")
    public String replayAllDeadLetters() {
        return desk.replayAll();
    }

    @ManagedOperation(description = "Ends the replay of all dead letters; what is not put back yet stays where it is")
    public String stopReplay() {
        return desk.stopReplay();
    }

    @ManagedAttribute(
            description = "The last replay of all dead letters that was begun here: how many of how many are back, and"
                    + " whether it runs; empty if there was none")
    public String getReplay() {
        return desk.replay();
    }

    @ManagedOperation(description = "Removes the dead letters of these ids, with spaces or commas between, for good")
    public String discardDeadLetters(String ids) {
        return desk.discard(ids);
    }

    @ManagedOperation(description = "Removes the dead letter of this id, and all that are older, for good")
    public String discardDeadLettersUpTo(String id) {
        return desk.discardUpTo(id);
    }

    /** Whether the loop turns and Redis answers. */
    @ManagedAttribute(description = "Whether there is a connection to Redis")
    public boolean isConnected() {
        return connections().connected();
    }

    @ManagedAttribute(description = "How long ago the last round of reading ended well, in ms; -1 when stopped")
    public long getLastPollAge() {
        ConsumerWork current = work;
        return current == null ? -1 : current.age().toMillis();
    }

    @ManagedAttribute(description = "What the last round of reading failed with; empty if it did not")
    public String getProblem() {
        ConsumerWork current = work;
        String problem = current == null ? null : current.problem();
        return problem == null ? "" : problem;
    }

    @ManagedAttribute(description = "Exchanges in work")
    public int getInFlight() {
        ConsumerWork current = work;
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

    @ManagedAttribute(description = "Exchanges that failed, and that was counted")
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

    @ManagedAttribute(description = "Exchanges whose entries had another owner when they were to be settled")
    public long getRobbed() {
        return counters.robbed.sum();
    }

    @ManagedAttribute(description = "Dead letters that this consumer removed as they were beyond their retention")
    public long getExpired() {
        return counters.expired.sum();
    }

    @ManagedAttribute(description = "Entries deleted from the stream while they were pending: lost")
    public long getDeletedWhilePending() {
        return counters.deleted.sum();
    }
}

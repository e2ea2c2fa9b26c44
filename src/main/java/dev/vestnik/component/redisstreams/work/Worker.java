package dev.vestnik.component.redisstreams.work;

/** Internal to the component. Reads and settles for one consumer. */
public interface Worker {
    /** Runs one round of reading. It may wait, but not much longer than the block time. */
    void round() throws Exception;

    /** Renews the ownership of all entries in work. */
    void renew() throws Exception;

    /** Whether this consumer does the tasks that one consumer of the group should do, as far as it knows. */
    boolean leads();

    /** How many exchanges are in work. */
    int inFlight();

    /** Ends the wait of a blocking read. */
    void interrupt();

    /** Gives back the entries that are not settled, so that other consumers get them at once. */
    void giveBack();
}

package dev.vestnik.delivery;

import java.util.List;

/**
 * What waits for one chat, looked at when its turn has come.
 *
 * @param reader who reads what is sent
 * @param waiting what is to be sent, in order
 * @param dropped what is not to be sent any more
 * @param unread the ids of the entries behind these that were not looked at, since there is too much of it
 */
public record Backlog(long chat, Reader reader, List<Waiting> waiting, List<Dropped> dropped, List<String> unread) {
    public Backlog {
        waiting = List.copyOf(waiting);
        dropped = List.copyOf(dropped);
        unread = List.copyOf(unread);
    }

    /** An entry that nobody will get, and why. */
    public record Dropped(String id, OutboxEntry entry, Fate fate) {}
}

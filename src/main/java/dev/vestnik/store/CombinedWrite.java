package dev.vestnik.store;

import java.util.ArrayList;
import java.util.List;

/**
 * One Redis command in place of many of its kind, such as an MSET for many a SET: each command that a settlement carries out
 * costs Redis about as much as ten more words of another. For one thread.
 */
public final class CombinedWrite {
    /** Of one command, since a settlement takes none of any length. */
    private static final int MOST_WORDS = 2_000;

    private final List<String> head;
    private final List<RedisWrite> full = new ArrayList<>();
    private List<String> command;

    /** @param head the command and what stands before the first addition */
    public CombinedWrite(String... head) {
        this.head = List.of(head);
        this.command = new ArrayList<>(this.head);
    }

    /** @param words what one more of the commands would have said; they stay together */
    public void add(String... words) {
        if (command.size() + words.length > MOST_WORDS) {
            full.add(new RedisWrite(command));
            command = new ArrayList<>(head);
        }
        command.addAll(List.of(words));
    }

    /** The command, or several where it would be too long; none where nothing was added. */
    public List<RedisWrite> writes() {
        List<RedisWrite> all = new ArrayList<>(full);
        if (command.size() > head.size()) {
            all.add(new RedisWrite(command));
        }
        return all;
    }
}

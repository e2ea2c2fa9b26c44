package dev.vestnik.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Combines equal Redis commands, e.g. many SETs into one MSET: for Redis, a command of a settlement costs about as much as
 * ten more arguments of another command. For one thread.
 */
public final class CombinedWrite {
    /** The arguments of one command, which a settlement limits. */
    private static final int MAX_ARGUMENTS = 2_000;

    private final List<String> head;
    private final List<RedisWrite> full = new ArrayList<>();
    private List<String> command;

    /** @param head the command and its arguments before the combined ones */
    public CombinedWrite(String... head) {
        this.head = List.of(head);
        this.command = new ArrayList<>(this.head);
    }

    /** @param arguments the arguments of one more command; they stay together */
    public void add(String... arguments) {
        if (command.size() + arguments.length > MAX_ARGUMENTS) {
            full.add(new RedisWrite(command));
            command = new ArrayList<>(head);
        }
        command.addAll(List.of(arguments));
    }

    /** The combined command; several if it is too long; none if nothing was added. */
    public List<RedisWrite> writes() {
        List<RedisWrite> all = new ArrayList<>(full);
        if (command.size() > head.size()) {
            all.add(new RedisWrite(command));
        }
        return all;
    }
}

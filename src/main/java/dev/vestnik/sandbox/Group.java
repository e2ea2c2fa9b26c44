package dev.vestnik.sandbox;

import java.util.List;

/**
 * A group that the bots are in.
 *
 * @param id below 0
 * @param members the ids of the people in it
 */
public record Group(long id, String title, List<Long> members) {
    public Group {
        if (id >= 0) {
            throw new IllegalArgumentException("id: a group's id is below 0, not " + id);
        }
        members = List.copyOf(members);
    }

    /** Whether its id is that of a supergroup. */
    public boolean supergroup() {
        return id <= -1_000_000_000_000L;
    }
}

package dev.vestnik.sandbox.chat;

import java.util.List;

/**
 * A group with the bots as members.
 *
 * @param id negative
 * @param members the ids of the people in it
 */
public record SandboxGroup(long id, String title, List<Long> members) {
    public SandboxGroup {
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

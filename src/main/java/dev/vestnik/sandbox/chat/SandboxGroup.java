package dev.vestnik.sandbox.chat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group with the bots as members.
 *
 * @param id negative
 * @param members the ids of the people in it
 * @param topics of a forum, which is a supergroup; null or empty: it is none
 */
public record SandboxGroup(
        long id, String title, List<Long> members, @Nullable List<Topic> topics) {
    private static final long FIRST_SUPERGROUP = -1_000_000_000_000L;

    public SandboxGroup {
        if (id >= 0) {
            throw new IllegalArgumentException("id: a group's id is below 0, not " + id);
        }
        members = List.copyOf(members);
        topics = topics == null ? List.of() : List.copyOf(topics);
        if (!topics.isEmpty() && id > FIRST_SUPERGROUP) {
            throw new IllegalArgumentException("topics: a group with topics has an id up to " + FIRST_SUPERGROUP);
        }
    }

    /** A group without topics. */
    public SandboxGroup(long id, String title, List<Long> members) {
        this(id, title, members, null);
    }

    /**
     * A topic of a forum.
     *
     * @param id its {@code message_thread_id}
     */
    public record Topic(int id, String name) {}

    @Override
    public List<Topic> topics() {
        return Objects.requireNonNull(topics);
    }

    public boolean hasTopic(int topic) {
        return topics().stream().anyMatch(known -> known.id() == topic);
    }

    /** Whether its id is that of a supergroup. */
    public boolean supergroup() {
        return id <= FIRST_SUPERGROUP;
    }
}

package dev.vestnik.incident.group;

import org.jspecify.annotations.Nullable;

/**
 * Where group copies go: a group, or one topic of a forum.
 *
 * @param chat negative
 * @param topic the {@code message_thread_id} (https://core.telegram.org/bots/api#sendmessage); null: the group itself, or the
 *     topic "General" of a forum
 */
public record Place(long chat, @Nullable Long topic) {
    private static final String SEPARATOR = "/";

    /** E.g. {@code -1001234567890} or {@code -1001234567890/42}. */
    public String name() {
        return topic == null ? Long.toString(chat) : chat + SEPARATOR + topic;
    }

    /** @throws NumberFormatException if this is no name of a place */
    public static Place named(String name) {
        String[] parts = name.split(SEPARATOR, 2);
        return new Place(Long.parseLong(parts[0]), parts.length < 2 ? null : Long.valueOf(parts[1]));
    }

    /** The same topic after a supergroup replaced the group. */
    public Place in(long supergroup) {
        return new Place(supergroup, topic);
    }
}

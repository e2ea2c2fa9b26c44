package dev.vestnik.outbox;

import dev.vestnik.store.RedisJson;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.Obstacle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The people who come before the recipients of an event, but could not get it.
 *
 * @param people at most {@link #MAX_PEOPLE}
 * @param others the number of further people
 */
public record PassedOver(List<Somebody> people, int others) {
    /** The others are counted, since each entry of the outbox repeats the list. */
    public static final int MAX_PEOPLE = 20;

    private static final Pattern PERSON = Pattern.compile("([1-9][0-9]{0,17}):([a-z-]+)");

    public static final PassedOver NOBODY = new PassedOver(List.of(), 0);

    public PassedOver {
        people = List.copyOf(people);
    }

    /**
     * One of them.
     *
     * @param chat the person's chat; 0: not logged in
     * @param name the name in the directory; empty: the directory has no such person
     */
    public record Somebody(long chat, String name, Obstacle obstacle) {
        /** The label of the obstacle, e.g. {@code not-selected}. */
        public String label() {
            return obstacle.label();
        }

        /** Without the name, since records are logged. */
        @Override
        public String toString() {
            return (chat == 0 ? "somebody" : "chat " + HashedChat.of(chat)) + " " + label();
        }
    }

    public static PassedOver of(List<Somebody> all) {
        return all.isEmpty()
                ? NOBODY
                : new PassedOver(
                        all.subList(0, Math.min(MAX_PEOPLE, all.size())), Math.max(0, all.size() - MAX_PEOPLE));
    }

    public boolean isEmpty() {
        return people.isEmpty();
    }

    /** The chats and obstacles in one word, e.g. {@code 1001:disabled,0:not-logged-in,+3}; may be empty. */
    public String word() {
        String word = people.stream()
                .map(somebody -> somebody.chat() + ":" + somebody.label())
                .collect(Collectors.joining(","));
        return others == 0 ? word : word + ",+" + others;
    }

    /** The chats and obstacles of a {@link #word}; people who are not logged in have none. */
    public static Map<Long, Obstacle> chats(String word) {
        Map<Long, Obstacle> chats = new LinkedHashMap<>();
        PERSON.matcher(word)
                .results()
                .forEach(person -> chats.put(Long.valueOf(person.group(1)), Obstacle.labelled(person.group(2))));
        return chats;
    }

    String json() {
        return RedisJson.write(this);
    }

    static PassedOver read(String json) {
        return RedisJson.read(json, PassedOver.class);
    }

    /**
     * Without names and with hashed chats, since it is logged, e.g.
     * {@code chat 1f3a90c2d4 disabled, somebody not-logged-in, +3}.
     */
    @Override
    public String toString() {
        String all = people.stream().map(Somebody::toString).collect(Collectors.joining(", "));
        return others == 0 ? all : all + ", +" + others;
    }
}

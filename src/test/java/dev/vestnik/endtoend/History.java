package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What Telegram took, in its order, as numbers of events by chat; their titles begin with {@link #title}. */
record History(Map<Long, List<Integer>> chats) {
    private static final Pattern TITLE = Pattern.compile("\\bE(\\d{5})\\b");
    private static final Pattern CARD = Pattern.compile("\\S+ #\\d+ (?s).*");

    /** Of an event of this number. */
    static String title(int number) {
        return "E%05d".formatted(number);
    }

    /** Whether this is an edit of a card, which tells of no new event. */
    static boolean isEditOfCard(JsonNode entry) {
        return entry.path("method").asText().startsWith("edit")
                && CARD.matcher(entry.path("text").asText()).matches();
    }

    /** Everything after the journal's entry {@code after}; what tells of no event, as replies, is left out. */
    static History of(SandboxClient sandbox, long after) {
        Map<Long, List<Integer>> chats = new HashMap<>();
        for (JsonNode entry : sandbox.journal(after)) {
            if (isEditOfCard(entry)) {
                continue;
            }
            Matcher title = TITLE.matcher(entry.path("text").asText());
            while (title.find()) {
                chats.computeIfAbsent(entry.path("chat").asLong(), chat -> new ArrayList<>())
                        .add(Integer.valueOf(title.group(1)));
            }
        }
        return new History(chats);
    }

    /** Whether something that tells of no event, as a reply, was taken for this chat after the journal's entry {@code after}. */
    static boolean hasReply(SandboxClient sandbox, long chat, long after) {
        return sandbox.journal(after).stream()
                .anyMatch(entry -> entry.path("chat").asLong() == chat
                        && !TITLE.matcher(entry.path("text").asText()).find());
    }

    /** Whether each of these chats has every event below {@code events}. */
    boolean complete(List<Long> of, int events) {
        List<Integer> all = IntStream.range(0, events).boxed().toList();
        return of.stream().allMatch(chat -> new HashSet<>(chats.getOrDefault(chat, List.of())).containsAll(all));
    }

    /**
     * Each chat has every event below {@code events}, in the order of their numbers, where what came again is not counted;
     * and thus also in order within each key.
     *
     * @return how many messages came again, in the chat with the most of them
     */
    int requireAllInOrder(List<Long> of, int events) {
        int most = 0;
        assertThat(chats.keySet()).containsExactlyInAnyOrderElementsOf(of);
        for (Map.Entry<Long, List<Integer>> chat : chats.entrySet()) {
            Set<Integer> seen = new HashSet<>();
            List<Integer> first = chat.getValue().stream().filter(seen::add).toList();
            assertThat(first)
                    .as("in order in chat %d", chat.getKey())
                    .isSorted()
                    .hasSize(events);
            most = Math.max(most, chat.getValue().size() - events);
        }
        return most;
    }

    /** How many messages came again, in all chats. */
    int repeated() {
        return chats.values().stream()
                .mapToInt(numbers -> numbers.size() - new HashSet<>(numbers).size())
                .sum();
    }
}

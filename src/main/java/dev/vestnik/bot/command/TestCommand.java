package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.EventSink;
import dev.vestnik.bot.Reply;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.RedisJson;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.User;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** {@code /test}: an event to myself, along the whole road that every event takes. */
public final class TestCommand {
    private final EventSink door;
    private final Status status;

    public TestCommand(EventSink door, Statuses statuses) {
        this.door = door;
        this.status = harmless(statuses);
    }

    /** Sends the event, or says why it would not arrive. */
    public List<Reply> send(ConversationContext visit) {
        User user = visit.known().user();
        Phrases phrases = visit.phrases();
        String name = StatusNames.of(status, phrases);
        if (!user.enabled()) {
            return List.of(visit.say(phrases.html("test.disabled")));
        }
        if (!user.selected().contains(status.name())) {
            return List.of(visit.say(phrases.html("test.not-selected", name)));
        }
        door.accept(RedisJson.write(new Sent(
                "test-" + user.chat() + "-" + visit.incoming().message(),
                status.name(),
                phrases.plain("test.title"),
                phrases.plain("test.text"),
                Set.of(user.phone()),
                "vestnik")));
        return List.of(visit.say(phrases.html("test.sent", name)));
    }

    /** One that opens nothing and closes nothing; where there is none, the least urgent. */
    private static Status harmless(Statuses statuses) {
        List<Status> leastUrgentFirst = statuses.all().stream()
                .sorted(Comparator.comparingInt(Status::rank).reversed())
                .toList();
        return leastUrgentFirst.stream()
                .filter(status -> !status.opens() && !status.closes())
                .findFirst()
                .orElseGet(() -> leastUrgentFirst.get(0));
    }

    /** The same id for the same message: the update may come twice, the event then arrives once. */
    private record Sent(String id, String status, String title, String text, Set<String> to, String source) {
        /** Never shows the phone. */
        @Override
        public String toString() {
            return "Sent[" + id + "]";
        }
    }
}

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
import java.util.List;
import java.util.Set;

/** {@code /test}: sends an event to the member through all steps of delivery. */
public final class TestCommand {
    private final EventSink events;
    private final Status status;

    public TestCommand(EventSink events, Statuses statuses) {
        this.events = events;
        this.status = statuses.harmless();
    }

    /** Sends the event, or explains why it would not be delivered. */
    public List<Reply> send(ConversationContext context) {
        User user = context.requireMember().user();
        Phrases phrases = context.phrases();
        String name = StatusNames.of(status, phrases);
        if (!user.enabled()) {
            return List.of(context.reply(phrases.html("test.disabled")));
        }
        if (!user.selected().contains(status.name())) {
            return List.of(context.reply(phrases.html("test.not-selected", name)));
        }
        events.accept(RedisJson.write(new TestEvent(
                "test-" + user.chat() + "-" + context.incoming().message(),
                status.name(),
                phrases.plain("test.title"),
                phrases.plain("test.text"),
                Set.of(user.phone()),
                "vestnik")));
        return List.of(context.reply(phrases.html("test.sent", name)));
    }

    /** @param id the same for the same message, so that a repeated update sends no second event */
    private record TestEvent(String id, String status, String title, String text, Set<String> to, String source) {
        /** Omits the phone. */
        @Override
        public String toString() {
            return "TestEvent[" + id + "]";
        }
    }
}

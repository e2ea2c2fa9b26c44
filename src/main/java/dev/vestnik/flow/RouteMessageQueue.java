package dev.vestnik.flow;

import dev.vestnik.bot.people.MessageQueue;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.text.Html;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Adds the messages of people to the outbox. */
public final class RouteMessageQueue implements MessageQueue {
    /** How long a message waits, for instance while Telegram is unavailable. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final TextQueue texts;
    private final Clock clock;

    public RouteMessageQueue(TextQueue texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public void add(long chat, Html text, String name) {
        texts.add(List.of(new OutboxText(
                chat,
                OutboxText.MESSAGE,
                text.code(),
                null,
                null,
                name,
                null,
                clock.instant().plus(PATIENCE))));
    }
}

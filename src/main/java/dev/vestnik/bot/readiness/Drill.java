package dev.vestnik.bot.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A drill as it is stored.
 *
 * @param chat the chat of the administrator who gets the report; 0: nobody, it was started over JMX
 * @param message the message of the report
 * @param started null: the administrator has not confirmed it
 * @param people those who were sent its event, by name
 */
record Drill(
        long number,
        String area,
        long chat,
        long message,
        @Nullable Instant started,
        List<Answer> people) {
    /** How long its people may answer. */
    static final Duration LENGTH = Duration.ofMinutes(10);

    Drill {
        people = List.copyOf(people);
    }

    /** @param at when the person answered; null: not yet */
    record Answer(long chat, String name, @Nullable Instant at) {}

    /** Whether nobody may answer any more, or everybody has. */
    boolean isOver(Instant now) {
        return isLate(now) || (started != null && answered() == people.size());
    }

    boolean isLate(Instant now) {
        return started != null && !now.isBefore(started.plus(LENGTH));
    }

    long answered() {
        return people.stream().filter(one -> one.at() != null).count();
    }

    Optional<Answer> of(long of) {
        return people.stream().filter(one -> one.chat() == of).findFirst();
    }
}

package dev.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.ledger.PersonHistory.PersonEvent;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerReaderTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void eventsOfOneIdAreToldTheOldestFirst() {
        LedgerBatch lines = new Ledger(REDIS.keys(), Duration.ofDays(7), Clock.systemUTC()).newBatch();
        for (String ref : List.of("1764092501123-10", "999-0", "1764092501124-0", "1764092501123-2")) {
            lines.recordDispatch(ref, "zbx-1", "unrouted", "", List.of());
        }
        lines.writes().forEach(REDIS::write);

        assertThat(reader().event("zbx-1"))
                .extracting(EventHistory::ref)
                .containsExactly("999-0", "1764092501123-2", "1764092501123-10", "1764092501124-0");
    }

    @Test
    void anEventWhoseRecordCannotBeReadIsNamedBesideTheOthers() {
        LedgerBatch lines = new Ledger(REDIS.keys(), Duration.ofDays(7), Clock.systemUTC()).newBatch();
        lines.recordDispatch("1764092501123-0", "zbx-2", "unrouted", "", List.of());
        lines.recordDispatch("1764092502123-0", "zbx-2", "unrouted", "", List.of());
        lines.writes().forEach(REDIS::write);
        REDIS.commands().hset(REDIS.keys().ledgerDispatched(1764092501), "1764092501123-0", "damaged");

        assertThat(reader().event("zbx-2"))
                .extracting(EventHistory::ref, EventHistory::outcome)
                .containsExactly(tuple("1764092501123-0", "unreadable"), tuple("1764092502123-0", "unrouted"));
    }

    @Test
    void whatCannotBeReadOfAPersonIsNamedBesideTheRest() {
        Keys keys = REDIS.keys();
        REDIS.commands().xadd(keys.outbox() + ":1001", Map.of("event", "17-0", "why", "DUTY"));
        String outbox = REDIS.commands().xadd(keys.outbox() + ":1001", Map.of("event", "17-1", "why", "none"));
        String empty = REDIS.commands().xadd(keys.outbox() + ":1001", Map.of("hello", "you"));
        String record = REDIS.commands().xadd(keys.ledgerDeliveries(1001), Map.of("line", "damaged", "events", "x"));
        REDIS.commands().set(keys.event("17-0"), "damaged");

        PersonHistory history = reader().person("1001").get(0);

        assertThat(history.events()).extracting(PersonEvent::ref).containsExactly("17-0");
        assertThat(history.unreadable())
                .containsExactly("outbox " + outbox, "outbox " + empty, "records " + record, "event 17-0");
    }

    private static LedgerReader reader() {
        return new LedgerReader(
                REDIS.commands(),
                REDIS.keys(),
                new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK),
                new DirectoryService(REDIS.commands(), REDIS.keys(), true));
    }
}

package dev.vestnik.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.delivery.message.Examples;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxReader.Slot;
import dev.vestnik.outbox.PendingBatch.Dropped;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import dev.vestnik.user.UserService;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxReaderTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long CHAT = 1001;
    private static final Person OLGA =
            new Person("+79160000009", "Ольга", Set.of("north"), Role.OPERATOR, "ru", ZoneId.of("Asia/Novosibirsk"));

    private UserService users;
    private OutboxReader outbox;

    @BeforeEach
    void logIn() {
        users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        DirectoryService directories = new DirectoryService(REDIS.commands(), REDIS.keys(), true);
        directories.replace(Directory.of(List.of(OLGA), Map.of("north", "Север"), Map.of()));
        users.login(CHAT, OLGA.phone(), "ru");
        outbox = new OutboxReader(
                REDIS.commands(),
                REDIS.keys(),
                users,
                directories,
                new CardStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(1), Duration.ofDays(8)),
                Examples.CLOCK,
                new ReaderLocale("en", ZoneOffset.UTC),
                1000);
    }

    @Test
    void readsEventsInOrderForTheirReader() {
        PendingBatch backlog = read(List.of(stored("1", event("A", null)), stored("2", event("B", null))));

        assertThat(backlog.pending()).extracting(one -> one.event().title()).containsExactly("A", "B");
        assertThat(backlog.reader()).isEqualTo(new ReaderLocale("ru", ZoneId.of("Asia/Novosibirsk")));
        assertThat(backlog.dropped()).isEmpty();
        assertThat(backlog.unread()).isEmpty();
    }

    @Test
    void setsAsideAnEscalationOfAnIncidentThatSomebodyTook() {
        UserFixtures.logIn(REDIS, CHAT);
        DispatchFixture dispatch = new DispatchFixture(REDIS);
        dispatch.settle(Samples.event("critical").key("a/1").area("north").event());
        Event event = Examples.event("critical", "Down", "a/1", null);
        Slot escalated = new Slot("1", new OutboxEntry(CHAT, "ref-e", Why.ESCALATED));
        REDIS.commands().set(REDIS.keys().event("ref-e"), EventJson.write(event));
        assertThat(read(List.of(escalated)).pending()).hasSize(1);

        new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, Examples.CLOCK)
                .take(1, 1, new Owner(CHAT, "Ольга", Examples.NOW));

        assertThat(read(List.of(escalated)).dropped()).hasSize(1);
    }

    @Test
    void cardsWaitForOtherTextsAndAreReadTogetherWithEvents() {
        PendingText card = new PendingText("1", OutboxText.card(CHAT, "a/1", Examples.NOW.plusSeconds(60)));
        PendingText notice = new PendingText(
                "2", new OutboxText(CHAT, "notice", "x", null, null, null, null, Examples.NOW.plusSeconds(60)));
        List<Slot> slots = List.of(stored("3", event("A", null)));

        PendingBatch first = outbox.read(CHAT, slots, List.of(card, notice));
        assertThat(first.texts().next()).isEqualTo(notice);
        assertThat(first.unread()).containsExactlyInAnyOrder("1", "3");
        PendingBatch second = outbox.read(CHAT, slots, List.of(card));
        assertThat(second.texts().next()).isEqualTo(card);
        assertThat(second.pending()).hasSize(1);
        assertThat(second.unread()).isEmpty();
    }

    @Test
    void setsAsideWhatHasExpired() {
        Slot stale = stored("1", event("A", Duration.ofMinutes(59)));
        Slot fresh = stored("2", event("B", Duration.ofHours(1)));
        Slot forgotten = new Slot("3", new OutboxEntry(CHAT, "beyond-retention", Why.DUTY));

        PendingBatch backlog = read(List.of(stale, fresh, forgotten));

        assertThat(backlog.pending()).extracting(PendingEvent::id).containsExactly("2");
        assertThat(backlog.dropped())
                .containsExactly(
                        new Dropped("1", stale.entry(), DeliveryOutcome.EXPIRED),
                        new Dropped("3", forgotten.entry(), DeliveryOutcome.EXPIRED));
    }

    @Test
    void setsAsideAllOfSomeoneWhoIsNotReachableAnyMore() {
        Slot slot = stored("1", event("A", null));

        users.disable(CHAT);
        assertThat(read(List.of(slot)).dropped())
                .containsExactly(new Dropped("1", slot.entry(), DeliveryOutcome.UNREACHABLE));
        users.enable(CHAT);
        assertThat(read(List.of(slot)).pending()).hasSize(1);
        users.setUnreachable(CHAT);
        assertThat(read(List.of(slot)).pending()).isEmpty();
        users.logout(CHAT);
        assertThat(read(List.of(slot)).pending()).isEmpty();
    }

    @Test
    void aKeyOfAnotherTypeInPlaceOfAnEventIsNotTakenForAnExpiredOne() {
        REDIS.commands().sadd(REDIS.keys().event("foreign"), "x");
        Slot foreign = new Slot("1", new OutboxEntry(CHAT, "foreign", Why.DUTY));

        assertThatThrownBy(() -> read(List.of(foreign)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is a set; an event is a string");
    }

    @Test
    void aGroupNeedsNoUser() {
        PendingBatch backlog = outbox.read(-100123, List.of(stored("1", event("A", null))), List.of());

        assertThat(backlog.pending()).hasSize(1);
        assertThat(backlog.reader().language()).isEqualTo("en");
    }

    @Test
    void readsNoMoreThanMemoryMayHold() {
        Slot big = stored("big", Examples.event("info", "A", null, "x".repeat(100)));
        List<Slot> many = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            many.add(new Slot("" + i, big.entry()));
        }

        PendingBatch backlog = read(many);

        assertThat(backlog.pending()).hasSize(200);
        assertThat(backlog.unread()).hasSize(250).startsWith("200");
    }

    private PendingBatch read(List<Slot> slots) {
        return outbox.read(CHAT, slots, List.of());
    }

    private static Event event(String title, @Nullable Duration expires) {
        return new Event(
                null,
                null,
                "info",
                title,
                null,
                null,
                "north",
                List.of(),
                Examples.NOW.minusSeconds(3600),
                expires,
                null,
                null,
                Map.of());
    }

    private static Slot stored(String id, Event event) {
        REDIS.commands().set(REDIS.keys().event("ref-" + id), EventJson.write(event));
        return new Slot(id, new OutboxEntry(CHAT, "ref-" + id, Why.DUTY));
    }
}

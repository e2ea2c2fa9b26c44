package dev.vestnik.delivery.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.GroupCopies;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingTexts;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a group or topic sees of incidents. */
class GroupCopyPlannerTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long GROUP = -100500;
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private BindingStore bindings;
    private CardStore cards;
    private GroupCopyPlanner planner;
    private DispatchFixture dispatch;
    private int sent;
    private int entries;

    @BeforeEach
    void bind() {
        sent = 0;
        bindings = new BindingStore(REDIS.commands(), REDIS.keys());
        cards = new CardStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(1), Duration.ofDays(8));
        AreaFinder areas = new AreaFinder() {
            @Override
            public @Nullable String nameFor(Event event) {
                return "north".equals(event.area()) ? "Север" : null;
            }

            @Override
            public @Nullable String rangeFor(Event event) {
                return null;
            }
        };
        GroupCopyComposer composer = new GroupCopyComposer(
                new CardComposer(Samples.STATUSES, areas, clock),
                new IncidentLinks(() -> "vestnik_bot"),
                ref -> Optional.ofNullable(REDIS.commands().get(REDIS.keys().event(ref)))
                        .map(EventJson::read),
                Samples.STATUSES,
                area -> area.equals("north") ? "Север" : area,
                ZoneId.of("Europe/Moscow"));
        GroupCopies copies = new GroupCopies(REDIS.commands(), REDIS.keys(), cards, Duration.ofDays(1));
        planner = new GroupCopyPlanner(bindings, copies, composer, Samples.STATUSES, clock);
        dispatch = new DispatchFixture(REDIS);
        bindings.bind(binding(null, List.of("critical", "warning"), false));
    }

    private static Binding binding(@Nullable Long topic, List<String> statuses, boolean text) {
        return new Binding(GROUP, topic, List.of("north"), statuses, text, "ru", "Смена", null);
    }

    private void happens(String key, String status, String title, String... to) {
        dispatch.settle(new Event(
                null,
                key,
                status,
                title,
                "secret text",
                "10.1.0.7",
                "north",
                List.of(to),
                NOW,
                null,
                URI.create("https://zabbix.example/1"),
                "zabbix",
                Map.of("host", "core-7")));
    }

    private GroupCopyPlan plan(@Nullable Long topic, String... keys) {
        List<PendingText> texts = new ArrayList<>();
        for (String key : keys) {
            OutboxText text = OutboxText.copy(GROUP, topic, key, NOW.plusSeconds(3600));
            texts.add(new PendingText("e" + ++entries, text));
        }
        return planner.plan(new PendingBatch(
                GROUP,
                new ReaderLocale("ru", ZoneId.of("UTC")),
                List.of(),
                List.of(),
                List.of(),
                ChatState.NONE,
                PendingTexts.of(texts, NOW),
                null));
    }

    /** Plans, sends and settles; returns the message. */
    private ComposedMessage tells(@Nullable Long topic, String... keys) {
        GroupCopyPlan plan = plan(topic, keys);
        ComposedMessage message = message(plan);
        Long id = message.edits() == null ? Long.valueOf(++sent) : message.edits();
        planner.sent(plan, id).forEach(REDIS::write);
        return message;
    }

    private void tellsNothing(@Nullable Long topic, String key) {
        assertThat(plan(topic, key).message()).as(key).isNull();
    }

    private static ComposedMessage message(GroupCopyPlan plan) {
        return Objects.requireNonNull(plan.message());
    }

    private static String text(ComposedMessage message) {
        return message.plain().replace("\u2060", "");
    }

    private void take(long number, int generation) {
        UserFixtures.logIn(REDIS, 1001);
        new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, Clock.systemUTC())
                .take(number, generation, new Owner(1001, "Анна Орлова", NOW));
    }

    @Test
    void aCopyIsEditedInPlaceUntilTheIncidentIsOverAndTellsNothingElse() {
        happens("n1", "critical", "Trunk down");
        ComposedMessage copy = tells(null, "n1");
        assertThat(text(copy)).isEqualTo("""
                        🔴 #1 Авария: Trunk down
                        Север · 13:00:00 МСК

                        Никто не взял.""");
        assertThat(copy.edits()).isNull();
        assertThat(copy.silent()).isFalse();
        assertThat(copy.keyboard()).contains("\"Беру\"", "take:1:1").doesNotContain("zabbix", "10.1");
        tellsNothing(null, "n1");

        take(1, 1);
        new IncidentHistory(REDIS.commands(), REDIS.keys(), Acts.NONE)
                .note(
                        new IncidentStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(1), clock)
                                .find("n1")
                                .orElseThrow(),
                        NOW,
                        "Анна Орлова",
                        "secret note");
        ComposedMessage taken = tells(null, "n1");
        assertThat(taken.edits()).isEqualTo(1);
        assertThat(text(taken))
                .startsWith("👤 #1 Авария: Trunk down")
                .endsWith("В работе: Анна Орлова, 13:00")
                .doesNotContain("secret");
        assertThat(taken.keyboard()).contains("\"Перехватить\"", "takeover:1:1:1001");

        happens("n1", "resolved", "Trunk up");
        ComposedMessage closed = tells(null, "n1");
        assertThat(closed.edits()).isEqualTo(1);
        assertThat(closed.keyboard()).isNull();
        assertThat(text(closed))
                .startsWith("🟢 #1 Устранено: Trunk down\nСевер · 13:00 – ")
                .endsWith("Закрыл мониторинг · в работе: Анна Орлова");
        tellsNothing(null, "n1");
        assertThat(cards.keyOf(GROUP, 1)).contains("n1");
        assertThat(cards.chats("n1").withCard()).doesNotContain(GROUP);
        assertThat(cards.chats("n1").groups()).containsExactly("-100500");
    }

    @Test
    void theBindingDecidesWhatIsShown() {
        bindings.bind(binding(5L, List.of("critical"), true));
        happens("n1", "warning", "Load high");
        tellsNothing(5L, "n1");

        happens("n1", "critical", "Overload");
        ComposedMessage copy = tells(5L, "n1");
        assertThat(text(copy)).contains("secret text", "host: core-7", "10.1.0.7");
        assertThat(copy.keyboard()).contains("https://zabbix.example/1");
        happens("n1", "warning", "Load high again");
        assertThat(text(tells(5L, "n1"))).as("what is shown stays").contains("Предупреждение: Load high again");

        happens("s1", "critical", "Elsewhere");
        bindings.bind(new Binding(GROUP, 5L, List.of("south"), List.of(), true, "ru", null, null));
        tellsNothing(5L, "s1");
        happens("p1", "critical", "For Anna", Samples.ANNA.phone());
        tellsNothing(null, "p1");
        tellsNothing(null, "nothing");
        happens("r1", "critical", "Short");
        happens("r1", "resolved", "Short");
        tellsNothing(null, "r1");
        tellsNothing(9L, "s1");
        assertThat(plan(9L, "s1", "n1").settled()).hasSize(2);
    }

    @Test
    void aWorseningAndANewOpeningAreANewMessageAndTheOneBeforeLosesItsButtons() {
        happens("n1", "warning", "Load high");
        tells(null, "n1");
        happens("n1", "critical", "Overload");
        GroupCopyPlan worse = plan(null, "n1");
        assertThat(message(worse).edits()).isNull();
        assertThat(worse.ends()).isNotNull().satisfies(ends -> {
            assertThat(ends.edits()).isEqualTo(1);
            assertThat(ends.keyboard()).isNull();
            assertThat(ends.html()).contains("Load high", "Дальше — в новом сообщении");
        });
        tells(null, "n1");
        happens("n1", "resolved", "Over");
        assertThat(tells(null, "n1").edits()).isEqualTo(2);

        happens("n1", "critical", "Overload again");
        GroupCopyPlan again = plan(null, "n1");
        assertThat(text(message(again))).startsWith("🔴 #1 Авария: Overload again");
        assertThat(message(again).edits()).isNull();
        assertThat(again.ends()).as("it has none any more").isNull();
    }

    @Test
    void aFloodIsOneMessageThatIsEditedWhileMoreComeAndAsItsIncidentsChange() {
        String[] keys = IntStream.range(0, 30).mapToObj(i -> "n" + i).toArray(String[]::new);
        for (String key : keys) {
            happens(key, key.equals("n7") ? "critical" : "warning", "Port " + key + " down");
        }
        GroupCopyPlan plan = plan(null, keys);
        assertThat(plan.settled()).hasSize(30);
        ComposedMessage digest = tells(null, keys);
        assertThat(text(digest))
                .startsWith("⚡ Шторм: 30 инцидентов: 🔴 1 · 🟡 29\nСвободны: 30 · в работе: 0 · устранено: 0\n"
                        + "🔴 #8 (https://t.me/vestnik_bot?start=i_8) Port n7 down\n")
                .contains("…и ещё 10", "/open")
                .doesNotContain("secret");
        assertThat(digest.html().lines()).hasSizeLessThanOrEqualTo(24);

        take(8, 1);
        assertThat(text(tells(null, "n7"))).contains("Port n7 down · 👤 Анна Орлова");
        happens("more", "critical", "One more");
        ComposedMessage more = tells(null, "more");
        assertThat(more.edits()).as("into the same message").isEqualTo(1);
        assertThat(text(more)).startsWith("⚡ Шторм: 31 инцидент: 🔴 2 · 🟡 29");

        now.set(NOW.plus(Duration.ofMinutes(2)));
        happens("late", "critical", "Later");
        assertThat(text(tells(null, "late"))).startsWith("🔴 #32 Авария: Later");
        happens("n3", "critical", "Port n3 dead");
        assertThat(text(tells(null, "n3"))).as("worse, so a message of its own").startsWith("🔴 #4 Авария: Port n3");
        for (String key : keys) {
            happens(key, "resolved", "up");
        }
        happens("more", "resolved", "up");
        ComposedMessage over = tells(null, "n5");
        assertThat(over.edits()).isEqualTo(1);
        assertThat(text(over)).isEqualTo("🟢 Шторм позади: 31 инцидент, открытых нет");
        tellsNothing(null, "n6");
    }

    @Test
    void aSilencedIncidentAppearsWhenTheSilenceIsOver() {
        SilenceStore silences = new SilenceStore(REDIS.commands(), REDIS.keys(), Clock.systemUTC());
        Instant end = Instant.now().plusSeconds(3600);
        silences.begin(new Silence("s1", Silence.Type.AREA, "north", true, List.of(), 1003, "Clara", "works", end));
        dispatch.settle(SilenceRequest.begin("s1"));
        happens("n1", "critical", "Trunk down");
        tellsNothing(null, "n1");

        dispatch.settle(SilenceRequest.end("s1", "Clara"));
        assertThat(cards.outdated(10)).extracting(CardStore.Outdated::key).containsExactly("n1");
        assertThat(text(tells(null, "n1"))).startsWith("🔴 #1 Авария: Trunk down");
    }

    @Test
    void aFewAreMessagesOfTheirOwnInOrder() {
        happens("a", "critical", "A");
        happens("b", "critical", "B");
        happens("c", "warning", "C");
        GroupCopyPlan first = plan(null, "a", "b", "c");
        assertThat(text(message(first))).contains("Авария: A");
        assertThat(first.settled()).hasSize(1);
        tells(null, "a");
        GroupCopyPlan second = plan(null, "a", "b", "c");
        assertThat(text(message(second))).contains("Авария: B");
        assertThat(second.settled())
                .as("what is shown already is settled with it")
                .hasSize(2);
    }

    @Test
    void nothingIsSentToAClosedPlaceAndTheSupergroupTakesThePlaceOfTheGroup() {
        happens("n1", "critical", "Trunk down");
        bindings.close(binding(null, List.of(), false).place(), "TOPIC_CLOSED");
        assertThat(plan(null, "n1").message()).isNull();
        assertThat(bindings.close(binding(null, List.of(), false).place(), "TOPIC_CLOSED"))
                .as("known")
                .isEmpty();

        bindings.bind(binding(null, List.of(), false));
        bindings.move(GROUP, -100999);
        GroupCopyPlan plan = plan(null, "n1");
        assertThat(plan.place().chat()).isEqualTo(-100999);
        assertThat(text(message(plan))).contains("Trunk down");
    }
}

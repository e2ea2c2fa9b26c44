package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.card.CardPlanner;
import dev.vestnik.delivery.card.MemoryCards;
import dev.vestnik.delivery.digest.LiveDigestComposer;
import dev.vestnik.delivery.digest.MemoryStorms;
import dev.vestnik.delivery.digest.StormComposer;
import dev.vestnik.delivery.digest.StormPlanner;
import dev.vestnik.delivery.group.GroupCopyComposer;
import dev.vestnik.delivery.group.GroupCopyPlanner;
import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.Examples;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.delivery.message.MessageComposer;
import dev.vestnik.directory.QuietHours;
import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Event;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.GroupCopies;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.ChatState.Sound;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.PendingTexts;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.testing.Samples;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one chat gets, message by message. Redis is a map that takes the writes of each plan. */
class DeliveryPlannerTest {
    private static final AreaFinder NORTH = event -> "north".equals(event.area()) ? "Север" : null;
    private static final Keys KEYS = new Keys("v");

    private final Map<String, String> redis = new HashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private final List<PendingEvent> pending = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private long ids;
    private long messages;

    @Test
    void wakingEventsGoFirstEachAlone() {
        for (int i = 1; i <= 400; i++) {
            add("warning", "Load high on sw-" + i, null);
        }
        add("critical", "Trunk down", null);
        add("critical", "Core down", null);

        assertThat(next().plain()).startsWith("🔴 Авария: Trunk down").doesNotContain("Core");
        assertThat(next().plain()).startsWith("🔴 Авария: Core down").doesNotContain("Load");
        ComposedMessage.Text flood = next();
        assertThat(flood.html()).isEqualTo("""
                <b>400 событий: 🟡 400</b> · МСК
                🟡 <b>×400</b> Load high on sw-1 … sw-400 · Север · 12:00""");
        assertThat(pending).isEmpty();
    }

    @Test
    void aDrillIsSentAloneWithItsButtonAndASound() {
        add("info", "One", null);
        Event drill = new Event(
                "drill-7-ru",
                null,
                "info",
                "Учебная тревога: Север",
                null,
                null,
                null,
                List.of("+79160000001"),
                Examples.NOW,
                null,
                null,
                DrillEvent.SOURCE,
                Map.of());
        pending.add(new PendingEvent("5-0", new OutboxEntry(1001, "ref-5-0", Why.NAMED), drill));
        add("info", "Two", null);

        ComposedMessage.Text alone = next();
        assertThat(alone.ids()).containsExactly("5-0");
        assertThat(alone.plain().lines().findFirst()).hasValue("🧪 Учебная тревога: Север");
        assertThat(alone.keyboard()).contains("drill:7:here", "Я на месте", "success");
        assertThat(alone.silent()).isFalse();
        pending.add(new PendingEvent("6-0", new OutboxEntry(1001, "ref-5-0", Why.TITLE_ONLY), drill));
        ComposedMessage.Text title = next();
        assertThat(title.ids()).containsExactly("1-0", "2-0", "6-0");
        assertThat(title.keyboard()).as("who is not asked").isNull();
    }

    @Test
    void aCriticalEventSoundsAlthoughAWarningHasJustSounded_AndTheNextDoesNot() {
        add("warning", "Fan slow", "fan");
        assertThat(next().silent()).isFalse();
        add("critical", "Link down", "if-1");
        assertThat(next().silent()).isFalse();
        add("critical", "Link down", "if-2");
        assertThat(next().silent()).isTrue();
        add("warning", "Fan slow", "fan-2");
        assertThat(next().silent()).isTrue();
        add("critical", "Link down", "if-3");
        assertThat(next().silent()).isTrue();
    }

    @Test
    void afterFiveInAMinuteOneCardCountsThemAndIsEditedInPlace() {
        for (int i = 1; i <= 20; i++) {
            add("critical", "Link down " + i, "if-" + i);
        }
        for (int i = 1; i <= 5; i++) {
            assertThat(next().ids()).hasSize(1);
        }
        ComposedMessage.Text card = next();
        assertThat(card.edits()).isNull();
        assertThat(card.html()).isEqualTo("""
                <b>15 событий: 🔴 15</b> · МСК
                🔴 <b>×15</b> Link down 6 … 20 · if-6 … if-20 · Север · 12:00""");
        add("critical", "Link down 21", "if-21");
        ComposedMessage.Text edited = next();
        assertThat(edited.edits()).isEqualTo(messages);
        assertThat(edited.html()).contains("<b>16 событий: 🔴 16</b>", "6 … 21");

        passed = Duration.ofSeconds(61);
        redis.remove(KEYS.sounded(1001));
        add("critical", "Link down 22", null);
        assertThat(next().plain()).startsWith("🔴 Авария: Link down 22");
    }

    @Test
    void oneDigestIsEditedWhileMoreComeAndANewOneBeginsAfterAQuietTime() {
        add("info", "One", null);
        add("warning", "Two", null);
        ComposedMessage.Text first = next();
        assertThat(first.html()).startsWith("<b>2 события: 🟡 1 · 🔵 1</b> · МСК\n🟡 Two");
        assertThat(first.silent()).isFalse();

        passed = Duration.ofSeconds(9);
        add("info", "Three", null);
        ComposedMessage.Text second = next();
        assertThat(second.edits()).isEqualTo(1);
        assertThat(second.html())
                .startsWith("<b>3 события: 🟡 1 · 🔵 2</b> · МСК")
                .contains("One", "Two", "Three");

        passed = Duration.ofSeconds(20);
        add("info", "Four", null);
        assertThat(next().edits()).isNull();
    }

    @Test
    void aDigestHasAtMostTwentyLinesAndCountsTheRest() {
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            add("warning", "Fault of kind " + letter, "key-" + letter);
        }

        ComposedMessage.Text digest = next();
        assertThat(digest.plain().lines()).hasSize(20).last().isEqualTo("…и ещё 8 событий");
        assertThat(digest.plain()).startsWith("26 событий: 🟡 26 · МСК");
    }

    @Test
    void anEarlierEventOfTheSameKeyGoesBeforeAWakingOne() {
        add("info", "Other", null);
        add("resolved", "Up", "if-1");
        add("critical", "Down", "if-1");

        assertThat(next().plain()).startsWith("🟢 Устранено: Up");
        assertThat(next().plain()).startsWith("🔴 Авария: Down");
        assertThat(next().plain()).startsWith("🔵 Информация: Other");
    }

    @Test
    void flappingIsSilentFromTheThirdChangeAndSaysHowOften() {
        List<Boolean> silent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            add("critical", "Down", "if-1");
            silent.add(next().silent());
            add("resolved", "Up", "if-1");
            passed = passed.plusSeconds(30);
            redis.remove(KEYS.sounded(1001));
            assertThat(next().silent()).isTrue();
        }

        assertThat(silent).containsExactly(false, true, true, true, true);
        add("critical", "Down", "if-1");
        assertThat(next().plain()).contains("🔁 Изменений за 10 минут: 11");

        passed = passed.plusMinutes(10);
        redis.remove(KEYS.sounded(1001));
        redis.remove(KEYS.alarms(1001));
        add("critical", "Down", "if-1");
        ComposedMessage.Text later = next();
        assertThat(later.silent()).isFalse();
        assertThat(later.plain()).doesNotContain("🔁");
    }

    @Test
    void aRepeatThatIsWorseThanAllBeforeMakesASound() {
        for (String status : List.of("warning", "resolved")) {
            add(status, "Load", "srv-1");
            next();
        }
        redis.remove(KEYS.sounded(1001));
        add("critical", "Load", "srv-1");

        assertThat(next().silent()).isFalse();
    }

    @Test
    void oneSoundInTenSeconds() {
        int sounds = 0;
        for (int i = 0; i < 20; i++) {
            passed = Duration.ofMillis(400L * i);
            add("critical", "Down " + i, null);
            ComposedMessage.Text message = next();
            sounds += message.silent() || message.edits() != null ? 0 : 1;
        }
        assertThat(sounds).isEqualTo(1);
    }

    private void add(String status, String title, @Nullable String key) {
        String id = ++ids + "-0";
        Event event = Examples.event(status, title, key, null);
        pending.add(new PendingEvent(id, new OutboxEntry(1001, "ref-" + id, Why.DUTY), event));
    }

    @Test
    void inQuietHoursOnTheReadersClockThereIsNoSoundExceptForWhatWakes() {
        // It is 12:00 in Moscow.
        String now = "11:30-12:30";
        quiet("warning", "Load high", now);
        assertThat(next().silent()).isTrue();
        quiet("warning", "Load higher", "12:30-11:30");
        assertThat(next().silent())
                .as("outside of them, and the silent one before does not count")
                .isFalse();

        redis.remove(KEYS.sounded(1001));
        quiet("warning", "Fan slow", now);
        add("info", "From an area without quiet hours", null);
        assertThat(next().silent()).as("a message of both").isFalse();
        redis.remove(KEYS.sounded(1001));
        quiet("warning", "Fan slower", now);
        quiet("critical", "Trunk down", null);
        assertThat(next().silent()).isFalse();
    }

    private void quiet(String status, String title, @Nullable String hours) {
        String id = ++ids + "-0";
        QuietHours quiet = hours == null ? null : QuietHours.parse(hours).orElseThrow();
        pending.add(new PendingEvent(
                id,
                new OutboxEntry(1001, "ref-" + id, Why.DUTY, PassedOver.NOBODY, quiet),
                Examples.event(status, title, null, null)));
    }

    @Test
    void aCardWaitsForWakingEventsAndGoesBeforeOthers() {
        ids = written(Duration.ofSeconds(4));
        add("warning", "Load high", null);
        PendingTexts texts = card();

        DeliveryPlan card = planner(Examples.CLOCK).plan(batch(texts));
        assertThat(card.text()).isTrue();
        assertThat(card.message()).as("there is no such incident").isNull();
        String warning = pending.get(0).id();
        assertThat(card.remaining()).containsExactly(warning);

        add("critical", "Down", null);
        DeliveryPlan alarm = planner(Examples.CLOCK).plan(batch(texts));
        assertThat(alarm.text()).isFalse();
        assertThat(Objects.requireNonNull(alarm.message()).ids())
                .containsExactly(pending.get(1).id());
        assertThat(alarm.remaining()).containsExactlyInAnyOrder("9-0", warning);
    }

    @Test
    void eventsWaitForCardsNoLongerThanFiveSecondsAndTheirDigestThenLeavesTurnsToCards() {
        ids = written(Duration.ofSeconds(5));
        add("warning", "Load high", null);
        add("info", "Fan slow", null);
        PendingBatch batch = batch(card());
        DeliveryPlan events = planner(Examples.CLOCK).plan(batch);
        assertThat(events.text()).isFalse();
        assertThat(Objects.requireNonNull(events.message()).ids()).hasSize(2);
        planner(Examples.CLOCK).sent(batch, events, 1L).forEach(this::write);
        pending.clear();

        passed = Duration.ofSeconds(4);
        add("info", "Fan slower", null);
        assertThat(plan(card()).text()).isTrue();
        passed = Duration.ofSeconds(6);
        assertThat(plan(card()).text()).isFalse();
    }

    @Test
    void aStormThatGoesOnLeavesTurnsToOthersButNotToEventsOfItsKeys() {
        for (int i = 1; i <= 6; i++) {
            add("critical", "Link down " + i, "if-" + i);
        }
        for (int i = 1; i <= 6; i++) {
            next();
        }
        add("critical", "Link down 7", "if-7");
        add("info", "Port 7 flaps", "if-7");
        add("info", "Fan slow", "fan");
        assertThat(next().plain()).as("the storm has just been shown").contains("Fan slow");
        assertThat(pending).hasSize(2);
        assertThat(next().ids()).as("only the storm waits").hasSize(2);

        add("critical", "Link down 8", "if-8");
        assertThat(plan(card()).text()).isTrue();
        passed = Duration.ofSeconds(5);
        assertThat(plan(card()).text()).isFalse();
    }

    private DeliveryPlan plan(PendingTexts texts) {
        return planner(Clock.offset(Examples.CLOCK, passed)).plan(batch(texts));
    }

    /** The milliseconds of an entry that was written so long ago. */
    private static long written(Duration ago) {
        return Examples.NOW.minus(ago).toEpochMilli() - 1;
    }

    private static PendingTexts card() {
        return PendingTexts.of(
                List.of(new PendingText("9-0", OutboxText.card(1001, "if-1", Examples.NOW.plusSeconds(60)))),
                Examples.NOW);
    }

    /** These chats are private, so nothing is read about groups. */
    @SuppressWarnings("unchecked")
    private static GroupCopyPlanner noGroups(Clock clock) {
        RedisClusterCommands<String, String> redis = (RedisClusterCommands<String, String>) Proxy.newProxyInstance(
                DeliveryPlannerTest.class.getClassLoader(),
                new Class<?>[] {RedisClusterCommands.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
        CardStore cards = new CardStore(redis, KEYS, Duration.ofDays(1), Duration.ofDays(1));
        GroupCopyComposer composer = new GroupCopyComposer(
                new CardComposer(Samples.STATUSES, NORTH, clock),
                new IncidentLinks(() -> "vestnik_bot"),
                ref -> Optional.empty(),
                Samples.STATUSES,
                area -> area,
                ZoneOffset.UTC);
        GroupCopies copies = new GroupCopies(redis, KEYS, cards, Duration.ofDays(1));
        return new GroupCopyPlanner(new BindingStore(redis, KEYS), copies, composer, Samples.STATUSES, clock);
    }

    private static DeliveryPlanner planner(Clock clock) {
        return new DeliveryPlanner(
                new MessageComposer(Samples.STATUSES, NORTH, clock, true),
                new LiveDigestComposer(
                        Samples.STATUSES, NORTH, new MemoryStorms(), new IncidentLinks(() -> "vestnik_bot"), clock),
                new CardPlanner(
                        new MemoryCards(Examples.RUSSIAN),
                        new CardComposer(Samples.STATUSES, NORTH, clock),
                        Samples.STATUSES,
                        clock,
                        true),
                new StormPlanner(
                        new MemoryStorms(),
                        new MemoryCards(Examples.RUSSIAN),
                        new StormComposer(Samples.STATUSES, new IncidentLinks(() -> "vestnik_bot")),
                        NORTH,
                        Samples.STATUSES,
                        clock),
                noGroups(clock),
                Samples.STATUSES,
                KEYS,
                clock,
                true);
    }

    private PendingBatch batch(PendingTexts texts) {
        ChatState state = new ChatState(
                sound(redis.getOrDefault(KEYS.sounded(1001), "0 NONE")),
                redis.get(KEYS.alarms(1001)),
                redis.get(KEYS.digest("events", 1001)),
                redis.get(KEYS.digest("alarms", 1001)),
                changes);
        return new PendingBatch(1001, Examples.RUSSIAN, List.copyOf(pending), List.of(), List.of(), state, texts, null);
    }

    private static Sound sound(String stored) {
        return Sound.valueOf(stored.substring(stored.indexOf(' ') + 1));
    }

    /** Plans, sends and settles the next message. */
    private ComposedMessage.Text next() {
        PendingBatch batch = batch(PendingTexts.NONE);
        DeliveryPlanner planner = planner(Clock.offset(Examples.CLOCK, passed));
        DeliveryPlan plan = planner.plan(batch);
        ComposedMessage.Text message = (ComposedMessage.Text) Objects.requireNonNull(plan.message());
        long id = message.edits() == null ? ++messages : message.edits();
        plan.writes().forEach(this::write);
        planner.sent(batch, plan, id).forEach(this::write);
        assertThat(plan.remaining()).doesNotContainAnyElementsOf(message.ids());
        pending.removeIf(event -> message.ids().contains(event.id()));
        assertThat(plan.remaining()).hasSameSizeAs(pending);
        return message;
    }

    private void write(RedisWrite write) {
        List<String> command = write.command();
        String changed = KEYS.changes(1001, "");
        if (command.get(0).equals("SET") && command.get(1).startsWith(changed)) {
            assertThat(command).as("it expires by itself").endsWith("PX", "600000");
            changes.put(command.get(1).substring(changed.length()), command.get(2));
        } else if (command.get(0).equals("SET")) {
            redis.put(command.get(1), command.get(2));
        }
    }
}

package dev.vestnik.delivery.digest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.card.MemoryCards;
import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.Examples;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.Storms.Present;
import dev.vestnik.incident.silence.SilenceMark;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.PendingTexts;
import dev.vestnik.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The card of the storm of one chat; the incidents are in memory. */
class StormPlannerTest {
    private static final long CHAT = 1001;
    private static final SilenceMark SILENCE = new SilenceMark("1001-5", "Анна Орлова", Examples.NOW);
    private static final AreaFinder AREAS = new AreaFinder() {
        @Override
        public @Nullable String nameFor(Event event) {
            return "south".equals(event.area()) ? "Юг" : "Север";
        }

        @Override
        public @Nullable String rangeFor(Event event) {
            return event.ip() == null ? null : "10.1.0.0/16";
        }
    };

    private @Nullable String bot;
    private final MemoryStorms storms = new MemoryStorms();
    private final MemoryCards cards = new MemoryCards(Examples.RUSSIAN);
    private final LiveDigestComposer digests =
            new LiveDigestComposer(Samples.STATUSES, AREAS, storms, new IncidentLinks(() -> bot), Examples.CLOCK);
    private long messages = 50;

    @Test
    void itCountsByAreaAndRangeAndEachIncidentIsATapAway() {
        bot = "vestnik_bot";
        List<PendingEvent> events = events(6, 8, "north", "10.1.0.7");
        events.addAll(events(9, 9, "south", null));

        StormPlan plan = begin(events);

        assertThat(plan.message().edits()).isNull();
        assertThat(plan.message().silent()).isFalse();
        assertThat(plan.message().html())
                .startsWith("<b>⚡ Шторм: 4 инцидента: 🔴 4</b>\nСвободны: 4 · в работе: 0 · устранено: 0\n")
                .contains(
                        "<b>Север: 3</b> · <code>10.1.0.0/16</code> · Down 6 … 8\n<a href=\"https://t.me/vestnik_bot?start=i_6\">#6</a> <a ")
                .endsWith("\nИсточники: zabbix 4");
        assertThat(plan.message().plain()).contains("Юг: 1 · Down 9\n");
        assertThat(plan.message().keyboard())
                .contains(
                        "Взять все",
                        "takeall:" + requireNonNull(storms.storm).card().id(),
                        "Открытые",
                        "openlist");
        assertThat(requireNonNull(storms.storm).folded()).hasSize(4);
    }

    @Test
    void itIsEditedWhileMoreComeAndWhenAnIncidentChanges() {
        StormPlan first = begin(events(1, 3, "north", null));
        LiveDigest digest = digests.begin(events(1, 3, "north", null)).sentAs(messages);

        StormPlan more = plan(digest, events(4, 5, "north", null));
        assertThat(more.message().edits()).isEqualTo(messages);
        assertThat(more.message().plain()).contains("5 инцидентов", "#1 #2 #3 #4 #5");
        assertThat(more.ends()).isNull();
        assertThat(more.card().id()).isEqualTo(first.card().id());
        assertThat(planner().refresh(CHAT, "9-0")).isEmpty();

        incident(1, null, new Owner(7, "Борис Лебедев", Examples.NOW));
        incident(2, Examples.NOW, null);
        StormPlan changed = planner().refresh(CHAT, "9-0").orElseThrow();
        assertThat(changed.message().edits()).isEqualTo(messages);
        assertThat(changed.message().plain())
                .startsWith(
                        "⚡ Шторм: 5 инцидентов: 🔴 4\nСвободны: 3 · в работе: 1 · устранено: 1\n👤 Борис Лебедев 1\n")
                .contains("#3 #4 #5 👤#1");
        planner().sent(CHAT, changed, null);
        assertThat(planner().refresh(CHAT, "9-0")).isEmpty();
        storms.incidents.put("if-3", new Present(incidentOf(3, null, SILENCE), null));
        storms.incidents.put("if-2", new Present(incidentOf(2, Examples.NOW, SILENCE), null));
        assertThat(planner().refresh(CHAT, "9-0").orElseThrow().message().plain())
                .contains("устранено: 1\n🔇 Тишина: 1\n");
    }

    @Test
    void whatIsOverIsNotReadAgainUnlessItOpensAgain() {
        begin(events(1, 4, "north", null));
        incident(2, Examples.NOW, null);
        incident(3, Examples.NOW, null);
        planner().sent(CHAT, planner().refresh(CHAT, "9-0").orElseThrow(), null);

        incident(1, null, new Owner(7, "Борис Лебедев", Examples.NOW));
        StormPlan taken = planner().refresh(CHAT, "9-0").orElseThrow();

        assertThat(storms.asked).containsExactly("if-1", "if-4");
        assertThat(taken.message().plain())
                .startsWith("⚡ Шторм: 4 инцидента: 🔴 2\nСвободны: 1 · в работе: 1 · устранено: 2\n");
        assertThat(taken.folded()).isEmpty();
        incident(2, null, null);
        StormPlan more = plan(digests.begin(events(1, 4, "north", null)).sentAs(messages), events(2, 2, "north", null));
        assertThat(more.message().plain()).contains("устранено: 1", "#2");
    }

    @Test
    void onceAllAreOverItHasNoButtons() {
        begin(events(1, 3, "north", null));
        for (int i = 1; i <= 3; i++) {
            incident(i, Examples.NOW, null);
        }

        StormPlan over = planner().refresh(CHAT, "9-0").orElseThrow();

        assertThat(over.message().plain()).isEqualTo("🟢 Шторм позади: 3 инцидента, открытых нет");
        assertThat(over.message().keyboard()).isNull();
    }

    @Test
    void theNextStormTakesOverWhatIsOpenAndTheCardBeforeLosesItsButtons() {
        begin(events(1, 3, "north", null));
        incident(2, Examples.NOW, null);
        long before = messages;

        StormPlan next = begin(events(4, 4, "north", null));

        assertThat(next.message().edits()).isNull();
        assertThat(next.message().plain()).contains("3 инцидента", "#1 #3 #4");
        assertThat(requireNonNull(next.ends()).edits()).isEqualTo(before);
        assertThat(requireNonNull(next.ends()).keyboard()).isNull();
        assertThat(requireNonNull(next.ends()).html())
                .contains("Шторм: 3 инцидента", "устранено: 1", "Дальше — в новом сообщении ниже");
    }

    @Test
    void itHasAtMostTwentyLinesAndAHundredEntitiesAndCountsTheRest() {
        bot = "vestnik_bot";
        List<PendingEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            storms.incidents.put("k" + i, new Present(incidentOf(i + 1, null, null), null));
            events.add(pending("k" + i, event(i + 1, "area", null)));
        }
        AreaFinder many = event -> "Участок " + requireNonNull(event.key()).charAt(1);
        StormPlan plan = new StormPlanner(
                        storms,
                        cards,
                        new StormComposer(Samples.STATUSES, new IncidentLinks(() -> bot)),
                        many,
                        Samples.STATUSES,
                        Examples.CLOCK)
                .plan(batch(), digests.begin(events), events)
                .orElseThrow();

        assertThat(plan.message().plain().lines().count()).isLessThanOrEqualTo(20);
        assertThat(plan.message().plain())
                .contains("…и ещё", "кнопка «Открытые»")
                .hasSizeLessThanOrEqualTo(4096);
        assertThat(plan.message().html().split("<a |<b>|<code>", -1)).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void aPrivateEventIsCountedWithoutAnIncidentAndAGroupHasNoStorm() {
        List<PendingEvent> events = events(1, 2, "north", null);
        Event secret = new Event(
                null,
                "secret",
                "critical",
                "For one",
                null,
                null,
                null,
                List.of("+79160000001"),
                Examples.NOW,
                null,
                null,
                null,
                Map.of());
        events.add(pending("secret", secret));

        StormPlan plan = begin(events);

        assertThat(plan.message().plain())
                .contains("Ещё 1 событие без карточки")
                .doesNotContain("For one");
        assertThat(plan.message().ids()).hasSize(3);
        PendingBatch group = new PendingBatch(
                -5, Examples.RUSSIAN, List.of(), List.of(), List.of(), ChatState.NONE, PendingTexts.NONE, null);
        assertThat(planner().plan(group, digests.begin(events), events)).isEmpty();
    }

    @Test
    void anOrdinaryDigestGroupsByRangeAndLinksTheNumberOfASingleIncident() {
        bot = "vestnik_bot";
        List<PendingEvent> events = events(1, 2, "north", "10.1.0.7");
        events.addAll(events(3, 3, "north", null));

        LiveDigest digest = digests.begin(events);
        String html = digests.compose(digest, events, Examples.RUSSIAN).html();

        assertThat(html).isEqualTo("""
                        <b>3 события: 🔴 3</b> · МСК
                        🔴 <b>×2</b> Down 1 … 2 · if-1 … if-2 · Север · <code>10.1.0.0/16</code> · 12:00
                        🔴 <a href="https://t.me/vestnik_bot?start=i_3">#3</a> Down 3 · if-3 · Север · 12:00""");
    }

    private StormPlanner planner() {
        return new StormPlanner(
                storms,
                cards,
                new StormComposer(Samples.STATUSES, new IncidentLinks(() -> bot)),
                AREAS,
                Samples.STATUSES,
                Examples.CLOCK);
    }

    private StormPlan begin(List<PendingEvent> events) {
        messages++;
        return plan(digests.begin(events), events);
    }

    private StormPlan plan(LiveDigest digest, List<PendingEvent> events) {
        StormPlan plan = planner().plan(batch(), digest, events).orElseThrow();
        planner().sent(CHAT, plan, plan.message().edits() == null ? messages : null);
        return plan;
    }

    private static PendingBatch batch() {
        return new PendingBatch(
                CHAT, Examples.RUSSIAN, List.of(), List.of(), List.of(), ChatState.NONE, PendingTexts.NONE, null);
    }

    private List<PendingEvent> events(int from, int to, String area, @Nullable String ip) {
        List<PendingEvent> events = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            incident(i, null, null);
            events.add(pending("if-" + i, event(i, area, ip)));
        }
        return events;
    }

    private static PendingEvent pending(String key, Event event) {
        return new PendingEvent("id-" + key, new OutboxEntry(CHAT, key + "-ref", Why.DUTY), event);
    }

    private static Event event(int number, String area, @Nullable String ip) {
        String key = area.equals("area") ? "k" + (number - 1) : "if-" + number;
        return new Event(
                null,
                key,
                "critical",
                "Down " + number,
                null,
                ip,
                area,
                List.of(),
                Examples.NOW,
                null,
                null,
                "zabbix",
                Map.of());
    }

    private void incident(int number, @Nullable Instant closed, @Nullable Owner owner) {
        storms.incidents.put("if-" + number, new Present(incidentOf(number, closed, null), owner));
    }

    private static Incident incidentOf(int number, @Nullable Instant closed, @Nullable SilenceMark silence) {
        return new Incident(
                "if-" + number,
                number,
                1,
                "critical",
                "Down",
                "north",
                "1-0",
                "1-0",
                List.of(),
                Examples.NOW,
                Examples.NOW,
                closed,
                null,
                1,
                silence,
                Set.of());
    }
}

package dev.vestnik.delivery.card;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.Examples;
import dev.vestnik.event.Event;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.silence.SilenceMark;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.PendingTexts;
import dev.vestnik.testing.Samples;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which message a chat gets about an incident; the incident is in memory. */
class CardPlannerTest {
    private static final long CHAT = 1001;
    private static final AreaFinder NORTH = event -> "Север";

    private final MemoryCards cards = new MemoryCards(Examples.RUSSIAN);
    private final CardPlanner planner = new CardPlanner(
            cards, new CardComposer(Samples.STATUSES, NORTH, Examples.CLOCK), Samples.STATUSES, Examples.CLOCK, true);
    private final List<PendingEvent> pending = new ArrayList<>();
    private long messages = 100;
    private @Nullable SilenceMark silence;

    @Test
    void aNewIncidentIsACardWithSoundAndTheButtonToTakeIt() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);

        CardPlan plan = send("1-0");

        assertThat(plan.message().edits()).isNull();
        assertThat(plan.message().silent()).isFalse();
        assertThat(plan.message().plain()).isEqualTo("""
                🔴 #1234 Авария: Down
                if-1 · Север · 12:00:00 МСК

                Сообщено: Анна Орлова, Борис Лебедев. Никто не взял.""");
        assertThat(plan.message().keyboard()).isEqualTo("""
                {"inline_keyboard":[[{"text":"Беру","callback_data":"take:1234:1","style":"primary"}]]}""");
    }

    @Test
    void aMessageBesideTheCardLosesItsButtonsAndSaysWhereTheCardIs() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);
        OutboxText earlier = repeated(99);
        assertThat(planner.repeated("9-0", earlier)).as("there is no card yet").isEmpty();
        long card = requireNonNull(send("1-0").shown()).card().message();

        assertThat(planner.repeated("9-0", repeated(cards.cards.get(CHAT).message())))
                .as("the card %s", card)
                .isEmpty();
        ComposedMessage above = planner.repeated("9-0", earlier).orElseThrow();
        assertThat(above.edits()).isEqualTo(99);
        assertThat(above.keyboard()).isNull();
        assertThat(above.plain())
                .contains("#1234")
                .endsWith("⤵️ Дальше — в новом сообщении ниже.")
                .doesNotContain("Никто");
        ComposedMessage below = planner.repeated("9-0", repeated(900)).orElseThrow();
        assertThat(below.plain()).endsWith("⤴️ Действующая карточка — в сообщении выше.");

        incident(1, "critical", "1-0", "1-0", Examples.NOW);
        assertThat(planner.repeated("9-0", earlier).orElseThrow().plain()).startsWith("🟢 #1234 ");
    }

    private static OutboxText repeated(long message) {
        return OutboxText.repeated(CHAT, null, "if-1", message, Instant.MAX);
    }

    @Test
    void theButtonsDependOnWhoLooks() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);
        send("1-0");

        cards.owner = new Owner(CHAT, "Анна Орлова", Examples.NOW);
        CardPlan mine = refresh();
        assertThat(mine.message().plain()).startsWith("👤 #1234 Авария: Down").endsWith("В работе: Анна Орлова, 12:00");
        assertThat(mine.message().keyboard())
                .contains("release:1234:1", "give:1234:1", "close:1234:1", "success")
                .doesNotContain("take");
        cards.owner = new Owner(7, "Борис", Examples.NOW);
        assertThat(refresh().message().keyboard()).contains("takeover:1234:1:7").doesNotContain("release", "close");
        assertThat(planner.plan("9-0", OutboxText.card(CHAT, "if-1", Examples.NOW)))
                .isEmpty();
    }

    @Test
    void mutedRepeatsMakeNoSoundButAWorseningAndTheEndDo() {
        event("1-0", "warning", "Slow");
        incident(1, "warning", "1-0", "1-0", null);
        send("1-0");
        cards.owner = new Owner(CHAT, "Анна Орлова", Examples.NOW);
        assertThat(refresh().message().keyboard()).contains("mute:1234:1");
        cards.mutedUntil = Examples.NOW.plusSeconds(3_600);
        CardPlan muted = refresh();
        assertThat(muted.message().plain()).contains("🔕 Повторы без звука до 13:00\n");
        assertThat(muted.message().keyboard()).contains("unmute:1234:1").doesNotContain("\"mute:");

        event("2-0", "info", "Still slow");
        assertThat(planner.isMuted(batch(), at("2-0"))).isTrue();
        event("3-0", "critical", "Down");
        incident(1, "critical", "3-0", "1-0", null);
        assertThat(send("3-0").message().silent()).as("a worsening").isFalse();
        event("4-0", "critical", "Down");
        cards.cards.clear();
        assertThat(planner.isMuted(batch(), at("4-0"))).as("no card yet").isFalse();
        event("5-0", "resolved", "Up");
        assertThat(planner.isMuted(batch(), at("5-0"))).as("the end").isFalse();
        assertThat(planner.isMuted(
                        batch(),
                        new PendingEvent(
                                "id-6",
                                new OutboxEntry(CHAT, "2-0", Why.ESCALATED),
                                requireNonNull(cards.events.get("2-0")))))
                .as("nobody takes it")
                .isFalse();
        cards.mutedUntil = null;
        assertThat(planner.isMuted(batch(), at("2-0"))).isFalse();
    }

    @Test
    void whatWaitedWhenTheSilenceBeganComesWithoutSound() {
        event("1-0", "critical", "Down");
        silence = new SilenceMark("1001-5", "Анна Орлова", Examples.NOW.plusSeconds(7_200));
        incident(1, "critical", "1-0", "1-0", null);

        CardPlan plan = send("1-0");

        assertThat(plan.message().silent()).isTrue();
        assertThat(plan.message().plain()).contains("🔇 Тишина до 14:00 · Анна Орлова\n");
    }

    @Test
    void callbackDataHasAtMost64Bytes() {
        event("1-0", "critical", "Down");
        incident(Integer.MAX_VALUE, "critical", "1-0", "1-0", null);
        cards.owner = new Owner(-9_007_199_254_740_993L, "Борис", Examples.NOW);

        String keyboard = send("1-0").message().keyboard();

        String data = requireNonNull(keyboard).replaceAll(".*callback_data\":\"([^\"]*)\".*", "$1");
        assertThat(data).startsWith("takeover:").hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void aChangeThatIsNotWorseEditsTheCardAndAWorseOneIsANewMessage() {
        event("1-0", "warning", "Load");
        incident(1, "warning", "1-0", "1-0", null);
        long card = send("1-0").message().edits() == null ? messages : 0;
        event("2-0", "warning", "More load");
        incident(1, "warning", "2-0", "1-0", null);

        CardPlan same = send("2-0");
        assertThat(same.message().edits()).isEqualTo(card);
        assertThat(same.message().plain()).contains("More load");
        assertThat(same.ends()).isNull();

        event("3-0", "critical", "Overload");
        incident(1, "critical", "3-0", "1-0", null);
        CardPlan worse = send("3-0");
        assertThat(worse.message().edits()).isNull();
        assertThat(worse.message().silent()).isFalse();
        assertThat(requireNonNull(worse.ends()).edits()).isEqualTo(card);
        assertThat(requireNonNull(worse.ends()).keyboard()).isNull();
        assertThat(requireNonNull(worse.ends()).html()).contains("More load", "Дальше — в новом сообщении ниже");
    }

    /** The edit by a refresh comes first; the message about the worsening must still make its sound. */
    @Test
    void aRefreshDoesNotSwallowAWorsening() {
        event("1-0", "warning", "Load");
        incident(1, "warning", "1-0", "1-0", null);
        send("1-0");
        event("2-0", "critical", "Overload");
        incident(1, "critical", "2-0", "1-0", null);

        assertThat(refresh().message().plain()).startsWith("🔴");

        CardPlan plan = send("2-0");
        assertThat(plan.message().edits()).isNull();
        assertThat(plan.message().silent()).isFalse();
    }

    @Test
    void aCardShowsThePresentStateAndCoversWhatIsPending() {
        event("1-0", "critical", "First");
        event("2-0", "critical", "Second");
        event("3-0", "info", "By the way");
        event("4-0", "resolved", "Up");
        event("5-0", "critical", "Third");
        incident(1, "critical", "2-0", "1-0", null);

        CardPlan plan = send("1-0");

        assertThat(plan.message().ids()).containsExactly("id-1-0", "id-2-0");
        assertThat(plan.message().plain()).contains("Second");
    }

    @Test
    void theEndIsAnEditWithoutButtonsAndAnAnswerToTheCard() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);
        send("1-0");
        cards.owner = new Owner(7, "Борис Лебедев", Examples.NOW);
        cards.history.add(new HistoryEntry(Examples.NOW, HistoryEntry.Kind.NOTED, "Борис Лебедев", "Еду\nна узел"));
        event("2-0", "resolved", "Up");
        incident(1, "resolved", "2-0", "2-0", Examples.NOW.plusSeconds(60 * 29));

        CardPlan end = refresh();
        assertThat(end.message().edits()).isEqualTo(messages);
        assertThat(end.message().keyboard()).isNull();
        assertThat(end.message().plain()).isEqualTo("""
                🟢 #1234 Устранено: Down
                if-1 · Север · 12:00 – 12:29 МСК, 29 мин
                Закрыл мониторинг · в работе: Борис Лебедев
                ✍️ Борис Лебедев, 12:00: Еду на узел""");
        CardPlan answer = send("2-0");
        assertThat(((ComposedMessage.Text) answer.message()).replyTo()).isEqualTo(messages - 1);
        assertThat(answer.message().silent()).isTrue();
        assertThat(answer.message().plain()).startsWith("🟢 #1234 Устранено: Up");
        assertThat(planner.plan("9-0", OutboxText.card(CHAT, "if-1", Examples.NOW)))
                .isEmpty();
    }

    @Test
    void whoClosedIsNamed() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);
        send("1-0");

        incident(1, "critical", "1-0", "1-0", Examples.NOW, "Анна Орлова");
        assertThat(refresh().message().plain())
                .startsWith("🟢 #1234 Закрыто: Down")
                .contains("меньше минуты")
                .endsWith("Кто закрыл: Анна Орлова");
        incident(1, "critical", "1-0", "1-0", Examples.NOW, null);
        assertThat(refresh().message().plain()).endsWith("Закрыто само: новых событий давно не было");
    }

    @Test
    void aNewOpeningIsANewCardAndFlappingAnEditOfTheOldOne() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);
        send("1-0");
        event("2-0", "critical", "Down again");
        incident(2, "critical", "2-0", "2-0", null);

        CardPlan ended = refresh();
        assertThat(ended.message().plain())
                .startsWith("🔴 #1234 Авария: Down\n")
                .contains("открыт заново");
        assertThat(ended.message().keyboard()).isNull();
        CardPlan flapping = planner.plan(batch(), at("2-0"), 3, true).orElseThrow();
        assertThat(flapping.message().edits()).isEqualTo(messages);
        assertThat(flapping.message().plain()).contains("Down again", "Изменений за 10 минут: 3");
        CardPlan opened = send("2-0");
        assertThat(opened.message().edits()).isNull();
        assertThat(opened.message().keyboard()).contains("take:1234:2");
        assertThat(opened.ends()).isNull();
    }

    @Test
    void anEventOfAnEarlierOpeningAndOneThatIsOverAreNoCards() {
        event("1-0", "critical", "Down");
        event("3-0", "critical", "Down again");
        incident(2, "critical", "3-0", "3-0", null);
        CardPlan earlier = planner.plan(batch(), at("1-0"), 0, false).orElseThrow();
        assertThat(earlier.shown()).isNull();
        assertThat(earlier.message().plain()).startsWith("🔴 #1234 Авария: Down\n");
        assertThat(earlier.message().keyboard()).isNull();

        incident(2, "resolved", "4-0", "4-0", Examples.NOW);
        CardPlan over = planner.plan(batch(), at("3-0"), 0, false).orElseThrow();
        assertThat(over.shown()).isNull();
        assertThat(over.message().plain()).endsWith("Уже закрыто в 12:00.");
        assertThat(over.message().silent()).isTrue();
    }

    @Test
    void whatNobodyTookIsSentAnewWithSound() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);
        send("1-0");

        PendingEvent escalated = new PendingEvent(
                "id-2", new OutboxEntry(CHAT, "1-0", Why.ESCALATED), requireNonNull(cards.events.get("1-0")));
        CardPlan plan = planner.plan(batch(), escalated, 0, false).orElseThrow();

        assertThat(plan.message().edits()).isNull();
        assertThat(plan.message().silent()).isFalse();
        assertThat(requireNonNull(plan.ends()).edits()).isEqualTo(messages);
    }

    @Test
    void aCardOnRequestBecomesTheCardOfTheChat() {
        event("1-0", "critical", "Down");
        incident(1, "critical", "1-0", "1-0", null);

        CardPlan first = planner.plan("9-0", OutboxText.newCard(CHAT, "if-1", Examples.NOW))
                .orElseThrow();
        assertThat(first.message().silent()).isTrue();
        sent(first);
        assertThat(refreshes()).isFalse();
        CardPlan second = planner.plan("9-0", OutboxText.newCard(CHAT, "if-1", Examples.NOW))
                .orElseThrow();
        assertThat(requireNonNull(second.ends()).edits()).isEqualTo(messages);
    }

    @Test
    void linkAndAddressAreButtonsUnlessTelegramWouldRefuseThem() {
        cards.events.put("1-0", linked("https://zabbix.example/1", "zabbix", "10.1.0.7"));
        incident(1, "critical", "1-0", "1-0", null);
        pending.add(new PendingEvent("id-1-0", new OutboxEntry(CHAT, "1-0", Why.DUTY), cards.events.get("1-0")));

        ComposedMessage message = send("1-0").message();
        assertThat(message.keyboard())
                .contains("{\"text\":\"zabbix\",\"url\":\"https://zabbix.example/1\"}")
                .contains("{\"text\":\"Копировать IP\",\"copy_text\":{\"text\":\"10.1.0.7\"}}");
        assertThat(message.smaller().keyboard()).contains("take:1234:1").doesNotContain("url");
        cards.events.put("1-0", linked("http://grafana:3000/1", "grafana", null));
        assertThat(refresh().message().keyboard()).doesNotContain("url", "copy_text");
    }

    @Test
    void aLongTextLeavesRoomForNotes() {
        String text = "x".repeat(3_700);
        cards.events.put("1-0", Examples.event("critical", "Down", "if-1", text));
        incident(1, "critical", "1-0", "1-0", null);
        pending.add(new PendingEvent("id-1-0", new OutboxEntry(CHAT, "1-0", Why.DUTY), cards.events.get("1-0")));

        CardPlan plan = send("1-0");
        assertThat(plan.message()).isInstanceOf(ComposedMessage.Document.class);
        for (int i = 0; i < 5; i++) {
            cards.history.add(new HistoryEntry(Examples.NOW, HistoryEntry.Kind.NOTED, "Анна", "note " + i));
        }
        ComposedMessage noted = refresh().message();
        assertThat(noted).isInstanceOf(ComposedMessage.Caption.class);
        assertThat(noted.plain())
                .contains("note 2", "note 4")
                .doesNotContain("note 1")
                .hasSizeLessThan(1_025);
    }

    private static Event linked(String url, String source, @Nullable String ip) {
        return new Event(
                null,
                "if-1",
                "critical",
                "Down",
                null,
                ip,
                "north",
                List.of(),
                Examples.NOW,
                null,
                URI.create(url),
                source,
                Map.of());
    }

    private void event(String ref, String status, String title) {
        Event event = Examples.event(status, title, "if-1", null);
        cards.events.put(ref, event);
        pending.add(new PendingEvent("id-" + ref, new OutboxEntry(CHAT, ref, Why.DUTY), event));
    }

    private void incident(int generation, String status, String event, String since, @Nullable Instant closed) {
        incident(generation, status, event, since, closed, null);
    }

    private void incident(
            int generation,
            String status,
            String event,
            String since,
            @Nullable Instant closed,
            @Nullable String closedBy) {
        cards.incident = new Incident(
                "if-1",
                1234,
                generation,
                status,
                "Title",
                "north",
                event,
                since,
                List.of(),
                Examples.NOW,
                Examples.NOW,
                closed,
                closedBy,
                0,
                silence,
                Set.of(CHAT));
    }

    private PendingEvent at(String ref) {
        return pending.stream()
                .filter(event -> event.entry().event().equals(ref))
                .findFirst()
                .orElseThrow();
    }

    private PendingBatch batch() {
        return new PendingBatch(
                CHAT,
                Examples.RUSSIAN,
                List.copyOf(pending),
                List.of(),
                List.of(),
                ChatState.NONE,
                PendingTexts.NONE,
                null);
    }

    private CardPlan send(String ref) {
        CardPlan plan = planner.plan(batch(), at(ref), 0, false).orElseThrow();
        sent(plan);
        pending.removeIf(event -> plan.message().ids().contains(event.id()));
        return plan;
    }

    private CardPlan refresh() {
        CardPlan plan =
                planner.plan("9-0", OutboxText.card(CHAT, "if-1", Examples.NOW)).orElseThrow();
        sent(plan);
        return plan;
    }

    private boolean refreshes() {
        return planner.plan("9-0", OutboxText.card(CHAT, "if-1", Examples.NOW)).isPresent();
    }

    private void sent(CardPlan plan) {
        Long edits = plan.message().edits();
        planner.sent(CHAT, plan, edits == null ? ++messages : edits);
        Card card = cards.cards.get(CHAT);
        assertThat(card == null || plan.shown() == null || card.message() == messages)
                .isTrue();
    }
}

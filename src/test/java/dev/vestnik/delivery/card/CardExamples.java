package dev.vestnik.delivery.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.Examples;
import dev.vestnik.event.Event;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.silence.SilenceMark;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.testing.Samples;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The card of one incident in each of its states, as one person sees it. */
public final class CardExamples {
    private static final long CHAT = 1001;
    private static final String KEY = "core-7/if-3";

    private final boolean russian;
    private final MemoryCards cards;
    private final CardPlanner planner;
    private @Nullable SilenceMark silence;
    private final Map<String, String> states = new LinkedHashMap<>();

    private CardExamples(ReaderLocale reader) {
        this.russian = reader.language().equals("ru");
        this.cards = new MemoryCards(reader);
        this.planner = new CardPlanner(
                cards,
                new CardComposer(Samples.STATUSES, event -> russian ? "Север" : "North", Examples.CLOCK),
                Samples.STATUSES,
                Examples.CLOCK,
                true);
        cards.told = List.of(anna(), boris());
    }

    /** Each state with its card: the text without mark-up, then the rows of buttons. */
    public static Map<String, String> states(ReaderLocale reader) {
        return new CardExamples(reader).states();
    }

    private Map<String, String> states() {
        Instant opened = Examples.NOW.minus(Duration.ofMinutes(48));
        cards.events.put("1-0", event("critical", opened));
        incident(1, "critical", "1-0", null, null);
        add("1. Nobody has it", true);
        cards.owner = new Owner(CHAT, anna(), opened.plusSeconds(180));
        add("2. The reader owns it", false);
        cards.mutedUntil = Examples.NOW.plus(Duration.ofMinutes(33));
        add("3. The reader owns it and has muted its repeats", false);
        cards.mutedUntil = null;
        cards.owner = null;
        silence = new SilenceMark("1002-7", boris(), Examples.NOW.plus(Duration.ofHours(2)));
        incident(1, "critical", "1-0", null, null);
        add("4. A silence covers it", false);
        silence = null;
        incident(1, "critical", "1-0", null, null);
        cards.owner = new Owner(7, boris(), opened.plusSeconds(180));
        cards.history.add(new HistoryEntry(
                opened.plusSeconds(480), HistoryEntry.Kind.NOTED, boris(), russian ? "Еду на узел" : "On my way"));
        add("5. Somebody else owns it, and has written a note", false);
        Instant closed = opened.plus(Duration.ofMinutes(29));
        incident(1, "resolved", "1-0", closed, null);
        add("6. Closed by monitoring", false);
        incident(1, "critical", "1-0", closed, boris());
        add("7. Closed by a person", false);
        incident(1, "critical", "1-0", closed, null);
        add("8. Closed since no event came for long", false);
        cards.owner = null;
        cards.history.clear();
        incident(2, "critical", "1-0", null, null);
        cards.cards.computeIfPresent(CHAT, (chat, card) -> changed(card, 1, 0));
        add("9. Opened again: the card before", false);
        cards.cards.computeIfPresent(CHAT, (chat, card) -> changed(card, 2, 5));
        add("10. Flapping", false);
        return states;
    }

    private static Card changed(Card card, int generation, int changes) {
        return new Card(card.message(), generation, card.rank(), card.file(), false, changes, "", card.entry());
    }

    private void add(String state, boolean anew) {
        OutboxText text = anew ? OutboxText.newCard(CHAT, KEY, Examples.NOW) : OutboxText.card(CHAT, KEY, Examples.NOW);
        CardPlan plan = planner.plan("1-0", text).orElseThrow();
        planner.sent(CHAT, plan, 17L);
        ComposedMessage message = plan.message();
        states.put(state, message.plain() + buttons(message.keyboard()));
    }

    private static String buttons(@Nullable String keyboard) {
        StringBuilder rows = new StringBuilder();
        if (keyboard == null) {
            return "";
        }
        try {
            for (JsonNode row : new ObjectMapper().readTree(keyboard).path("inline_keyboard")) {
                rows.append('\n');
                row.forEach(button ->
                        rows.append('[').append(button.path("text").asText()).append("] "));
                rows.setLength(rows.length() - 1);
            }
            return rows.toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(keyboard, e);
        }
    }

    private void incident(
            int generation, String status, String event, @Nullable Instant closed, @Nullable String closedBy) {
        cards.incident = new Incident(
                KEY,
                1234,
                generation,
                status,
                "",
                "north",
                event,
                "1-0",
                List.of(),
                Objects.requireNonNull(cards.events.get("1-0")).time(),
                Examples.NOW,
                closed,
                closedBy,
                0,
                silence,
                Set.of(CHAT));
    }

    private Event event(String status, Instant time) {
        return new Event(
                null,
                KEY,
                status,
                russian ? "Обрыв магистрали M-5" : "Trunk M-5 down",
                russian ? "Потеря трафика 40 %" : "40 % traffic loss",
                "10.1.0.7",
                "north",
                List.of(),
                time,
                null,
                URI.create("https://zabbix.example/e?id=1"),
                "zabbix",
                Map.of());
    }

    private String anna() {
        return russian ? "Анна Орлова" : "Anna Orlova";
    }

    private String boris() {
        return russian ? "Борис Лебедев" : "Boris Lebedev";
    }
}

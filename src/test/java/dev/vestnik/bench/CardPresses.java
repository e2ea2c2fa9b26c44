package dev.vestnik.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everybody presses "Take it" on all of their cards: of those who have a card of an incident exactly one gets it. */
final class CardPresses {
    static final int INCIDENTS = 50;
    static final int EACH = 4;

    private static final int CARDS = INCIDENTS * EACH;
    private static final Duration GAP = Duration.ofMillis(50);
    private static final Duration AGREEMENT = Duration.ofSeconds(30);
    private static final Pattern TAKE = Pattern.compile("take:\\d+:\\d+");
    private static final Pattern TITLE = Pattern.compile("C\\d{4}");
    private static final Pattern OWNER = Pattern.compile("Taken by (Person \\d+)");

    private final Processes processes;
    private List<Shown> cards = List.of();

    CardPresses(Processes processes) {
        this.processes = processes;
    }

    /**
     * A message about an incident.
     *
     * @param at when it was sent or edited last, in microseconds since the epoch
     */
    record Shown(String chat, String message, long at, String body) {
        static Shown of(String line) {
            String[] words = line.split(" ", 4);
            return new Shown(words[0], words[1], Long.parseLong(words[2]), words[3]);
        }

        String incident() {
            Matcher title = TITLE.matcher(body);
            return title.find() ? title.group() : "";
        }

        String owner() {
            Matcher owner = OWNER.matcher(body);
            return owner.find() ? owner.group(1) : "";
        }
    }

    /**
     * What was measured.
     *
     * @param answers milliseconds from each press to its answer, sorted
     * @param agreed seconds from the last press until all cards showed the owner; negative: they did before
     * @param winners how many presses got their incident
     * @param wrong cards that show another owner than the other cards of the incident, or none
     * @param answered how many presses were answered exactly once
     */
    record Result(List<Double> answers, double agreed, int winners, int wrong, int answered) {
        boolean right() {
            return winners == INCIDENTS && wrong == 0 && answered == CARDS;
        }

        @Override
        public String toString() {
            return "%d presses on %d cards: p50 %.1f, p99 %.1f, max %.1f ms; cards agree after %.1f s; %d won, %d cards wrong, %d answered once"
                    .formatted(
                            CARDS,
                            CARDS,
                            answers.get(answers.size() / 2),
                            answers.get(answers.size() * 99 / 100),
                            answers.get(answers.size() - 1),
                            agreed,
                            winners,
                            wrong,
                            answered);
        }
    }

    void awaitCards(Duration longest) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (cards.size() < CARDS) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + cards.size() + " cards came");
            }
            TimeUnit.MILLISECONDS.sleep(200);
            cards = processes.cards();
        }
    }

    Result run() throws Exception {
        List<Shown> order = new ArrayList<>(cards);
        Collections.shuffle(order, new Random(20261129));
        for (int i = 0; i < order.size(); i++) {
            Matcher take = TAKE.matcher(order.get(i).body());
            if (!take.find()) {
                throw new IllegalStateException("a card without a button: " + order.get(i));
            }
            processes.press(1_000 + i, order.get(i), take.group());
            TimeUnit.NANOSECONDS.sleep(GAP.toNanos());
        }
        long last = Load.now();
        long end = System.nanoTime() + AGREEMENT.toNanos();
        while (wrong() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        long shown = cards.stream().mapToLong(Shown::at).max().orElse(0);
        return result((shown - last) / 1e6, wrong());
    }

    /** How many cards do not show the owner that the others of their incident show. */
    private int wrong() throws Exception {
        cards = processes.cards();
        Map<String, String> owners = new HashMap<>();
        cards.stream()
                .filter(card -> !card.owner().isEmpty())
                .forEach(card -> owners.putIfAbsent(card.incident(), card.owner()));
        return (int) cards.stream()
                .filter(card -> card.owner().isEmpty() || !card.owner().equals(owners.get(card.incident())))
                .count();
    }

    private Result result(double agreed, int wrong) throws Exception {
        List<Double> answers = new ArrayList<>();
        int winners = 0;
        int answered = 0;
        for (String line : processes.presses()) {
            String[] words = line.split(" ", 4);
            if (words.length == 4) {
                answers.add((Long.parseLong(words[2]) - Long.parseLong(words[1])) / 1_000.0);
                winners += words[3].contains("yours now") ? 1 : 0;
                answered += words[3].split("callback_query_id", -1).length == 2 ? 1 : 0;
            }
        }
        Collections.sort(answers);
        return new Result(answers, agreed, winners, wrong, answered);
    }
}

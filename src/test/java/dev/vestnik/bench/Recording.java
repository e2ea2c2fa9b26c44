package dev.vestnik.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was sent since the last change of rules, and whether it may be. For one thread. */
final class Recording {
    /** What the benchmark's events have in their titles. */
    private static final Pattern TEXT = Pattern.compile("E\\d{6}");

    private static final int BOT_PER_SECOND = 30;
    private static final int CHAT_BURST = 3;

    private final boolean limits;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final Map<Long, Bucket> chats = new HashMap<>();
    private final Bucket bot = new Bucket(1_000.0 / BOT_PER_SECOND, BOT_PER_SECOND);

    Recording(boolean limits) {
        this.limits = limits;
    }

    /** Records one call, which came at that time; answers 0, or after how many seconds it may be tried again. */
    int take(long chat, Call.Kind kind, String body, Instant at) {
        double now = System.nanoTime() / 1e6;
        int wait = 0;
        if (limits) {
            wait = chats.computeIfAbsent(chat, any -> new Bucket(1_000, CHAT_BURST))
                    .take(now);
            wait = wait > 0 ? wait : bot.take(now);
        }
        Set<String> brought = new LinkedHashSet<>();
        Matcher text = TEXT.matcher(body);
        while (text.find()) {
            brought.add(text.group());
        }
        lines.add(ChronoUnit.MICROS.between(Instant.EPOCH, at) + " " + chat + " " + (wait > 0 ? 429 : 200) + " " + kind
                + " " + String.join(",", brought));
        if (wait == 0 && kind != Call.Kind.EDIT) {
            texts.addAll(brought);
        }
        return wait;
    }

    int messages() {
        return lines.size();
    }

    /** How many different ones have arrived, in messages and files. */
    int texts() {
        return texts.size();
    }

    /** One line a call: microseconds since the epoch, chat, code of the answer, kind, texts. */
    String journal() {
        return String.join("\n", lines);
    }

    /** So many at once after a pause, then one an interval; who comes too early is shut out for whole seconds. */
    private static final class Bucket {
        private final double interval;
        private final int burst;
        private double arrival = -1e12;
        private double shutUntil = -1e12;

        Bucket(double interval, int burst) {
            this.interval = interval;
            this.burst = burst;
        }

        int take(double now) {
            double start = Math.max(arrival, now);
            double early = Math.max(start - now - (burst - 1) * interval, shutUntil - now);
            if (early > 0) {
                int seconds = (int) Math.ceil(early / 1_000);
                shutUntil = Math.max(shutUntil, now + seconds * 1_000.0);
                return seconds;
            }
            arrival = start + interval;
            return 0;
        }
    }
}

package dev.vestnik.delivery.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.card.CardExamples;
import dev.vestnik.event.Event;
import dev.vestnik.event.OmittedField;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Phrases;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/transcript.md equal to the texts. {@code ./mvnw test -Dtest=TranscriptTest -Dtranscript.write=true} writes the
 * page anew.
 */
class TranscriptTest {
    private static final Path PAGE = Path.of("docs/transcript.md");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    /** The values of places, in Russian and in English; the longest beginning of a key counts. */
    private static final Map<String, List<List<String>>> VALUES = Map.ofEntries(
            values("", "Анна Орлова|Север|2", "Anna Orlova|North|2"),
            values("source", "alertmanager", "alertmanager"),
            values("source.overdue.text", "5 мин", "5 min"),
            values("login", "📱 Поделиться контактом", "📱 Share my contact"),
            values("login.done", "Анна Орлова", "Anna Orlova"),
            values("login.next", "🟢 Заступить на дежурство", "🟢 Go on duty"),
            values("logout", "📱 Поделиться контактом", "📱 Share my contact"),
            values("duty.until", "20:00 МСК", "20:00 MSK"),
            values("duty.on-until", "20:00 МСК", "20:00 MSK"),
            values("duty.end-unreadable", "завтра", "tomorrow"),
            values("duty.end-too-long", "12 ч", "12 h"),
            values("shift", "Борис Лебедев", "Boris Lebedev"),
            values("shift.reminder", "20:00 МСК", "20:00 MSK"),
            values("shift.extended", "21:00 МСК", "21:00 MSK"),
            values("shift.open", "3", "3"),
            values("shift.no-successor", "Север", "North"),
            values("shift.since", "08:00 МСК", "08:00 MSK"),
            values("shift.events", "🔴 3 · 🟡 12 · 🟢 2", "🔴 3 · 🟡 12 · 🟢 2"),
            values("shift.incidents", "4|3|2", "4|3|2"),
            values("shift.notes", "2", "2"),
            values("shift.incident", "🔴|1234|Обрыв магистрали|Север", "🔴|1234|Trunk down|North"),
            values("shift.note", "Борис Лебедев|Еду на узел", "Boris Lebedev|On my way"),
            values("shift.offer", "Анна Орлова|20:00 МСК|Север", "Anna Orlova|20:00 MSK|North"),
            values("shift.offer-now", "Анна Орлова|Север", "Anna Orlova|North"),
            values("shift.accepted", "Анна Орлова|Север", "Anna Orlova|North"),
            values("shift.accepted-by", "Борис Лебедев|Север", "Boris Lebedev|North"),
            values("shift.accept-again", "Анна Орлова", "Anna Orlova"),
            values("shift.accept-extended", "Анна Орлова|21:00 МСК", "Anna Orlova|21:00 MSK"),
            values("leaving", "Борис Лебедев", "Boris Lebedev"),
            values("leaving.freed", "#1234, #1235", "#1234, #1235"),
            values("notice.not-accepted", "Анна Орлова|2", "Anna Orlova|2"),
            values("shift.overtime", "Север", "North"),
            values("who.until", "Анна Орлова|20:00 МСК", "Anna Orlova|20:00 MSK"),
            values("notice.no-successor", "Анна Орлова|Север", "Anna Orlova|North"),
            values("duty.handed-over", "2", "2"),
            values("duty.handed-over.one", "1", "1"),
            values("duty.handed-over.many", "5", "5"),
            values("duty.owned-line", "1234|Обрыв магистрали|Борис Лебедев", "1234|Trunk down|Boris Lebedev"),
            values("duty.silenced", "2", "2"),
            values("duty.nobody-left", "Север", "North"),
            values("duty.nobody-left.many", "Север, Юг", "North, South"),
            values("duty.still-woken", "🔴 авария", "🔴 critical"),
            values("gap.line", "Север|🔴 авария|Борис Лебедев", "North|🔴 critical|Boris Lebedev"),
            values("gap.administrators", "Clara Smith", "Clara Smith"),
            values("notice.area-left", "Север|Анна Орлова|2", "North|Anna Orlova|2"),
            values(
                    "notice.rejected",
                    "3|missing 2, not_json 1|vestnik:rejected",
                    "3|missing 2, not_json 1|vestnik:rejected"),
            values("notice.held", "1001|11", "1001|11"),
            values("notice.dead-letters", "1|refused", "1|refused"),
            values("notice.dead-updates", "2|failed: 2", "2|failed: 2"),
            values(
                    "notice.routes-refused",
                    "1|routes/local/disk-watch.camel.yaml:8: there is no step too; did you mean to?",
                    "1|routes/local/disk-watch.camel.yaml:8: there is no step too; did you mean to?"),
            values(
                    "notice.routes-left-out",
                    "1|routes/local/disk-watch.camel.yaml:8: there is no step too; did you mean to?",
                    "1|routes/local/disk-watch.camel.yaml:8: there is no step too; did you mean to?"),
            values("areas.quiet", "Север 22:00–07:00", "North 22:00–07:00"),
            values("notice.directory.removals", "3|10", "3|10"),
            values("notice.directory.failed", "the answer was 401 Unauthorized", "the answer was 401 Unauthorized"),
            values(
                    "notice.directory.refused",
                    "2|people.csv line 7: the name is missing",
                    "2|people.csv line 7: the name is missing"),
            values("select", "🟡 предупреждение", "🟡 warning"),
            values("question.closed", "Выйти?|Остаться", "Log out?|Stay"),
            values("help.line", "poolon|заступить на дежурство", "poolon|go on duty"),
            values("me.selected", "🔴 авария", "🔴 critical"),
            values("me.selected.many", "🔴 авария, 🟡 предупреждение", "🔴 critical, 🟡 warning"),
            values("language", "de", "de"),
            values("people", "Анна Орлова|на дежурстве до 20:00 МСК", "Anna Orlova|on duty until 20:00 MSK"),
            values("people.head", "25|18|3", "25|18|3"),
            values("people.duty-until", "20:00 МСК", "20:00 MSK"),
            values("people.logged-out", "Clara Smith|📱 Поделиться контактом", "Clara Smith|📱 Share my contact"),
            values("directory.in-force", "120|14|310", "120|14|310"),
            values(
                    "directory.refused",
                    "2|people.csv line 7: the name is missing",
                    "2|people.csv line 7: the name is missing"),
            values("directory.removals", "3|10|Анна Орлова, Борис Лебедев", "3|10|Anna Orlova, Boris Lebedev"),
            values("directory.accept", "3", "3"),
            values("routes", "7", "7"),
            values("routes.head", "alpha|8", "alpha|8"),
            values(
                    "routes.line",
                    "7|14:03 МСК|изменено: routes/local/disk-watch.camel.yaml",
                    "7|14:03 MSK|changed routes/local/disk-watch.camel.yaml"),
            values(
                    "routes.revision",
                    "7|14:03 МСК|изменено: routes/local/disk-watch.camel.yaml",
                    "7|14:03 MSK|changed routes/local/disk-watch.camel.yaml"),
            values("routes.added", "routes/local/disk-watch.camel.yaml", "routes/local/disk-watch.camel.yaml"),
            values("routes.changed", "routes/local/disk-watch.camel.yaml", "routes/local/disk-watch.camel.yaml"),
            values("routes.removed", "routes/local/disk-watch.camel.yaml", "routes/local/disk-watch.camel.yaml"),
            values(
                    "routes.question",
                    "7|изменено: routes/local/disk-watch.camel.yaml",
                    "7|changed routes/local/disk-watch.camel.yaml"),
            values("routes.read-only", "/vestnik/routes/local", "/vestnik/routes/local"),
            values(
                    "routes.failed",
                    "routes/local/disk-watch.camel.yaml|No space left on device",
                    "routes/local/disk-watch.camel.yaml|No space left on device"),
            values("routes.gone", "7|20", "7|20"),
            values("say", "3|2", "3|2"),
            values("say.usage", "north, south", "north, south"),
            values("say.unknown-area", "nord|north, south", "nord|north, south"),
            values("say.too-long", "2000", "2000"),
            values("say.head", "Clara Smith|Север", "Clara Smith|North"),
            values("say.not-reached", "Борис Лебедев", "Boris Lebedev"),
            values("bind.open-now", "3", "3"),
            values("bind.areas", "Север, Юг", "North, South"),
            values("bind.statuses", "🔴 авария, 🟡 предупреждение", "🔴 critical, 🟡 warning"),
            values("bind.closed", "Bad Request: TOPIC_CLOSED", "Bad Request: TOPIC_CLOSED"),
            values("bind.buttons", "/unbind@vestnik_bot", "/unbind@vestnik_bot"),
            values(
                    "bind.usage",
                    "/bind@vestnik_bot|north|north, south|critical, warning",
                    "/bind@vestnik_bot|north|north, south|critical, warning"),
            values("bind.unknown", "завтра", "tomorrow"),
            values("bind.unknown-area", "nord", "nord"),
            values("bind.unknown-status", "info", "info"),
            values("group.added", "/bind@vestnik_bot", "/bind@vestnik_bot"),
            values("notice.group-closed", "Смена|Bad Request: TOPIC_CLOSED", "Shift|Bad Request: TOPIC_CLOSED"),
            values("notice.group-removed", "Смена|2", "Shift|2"),
            values("areas", "Север, Юг|3", "North, South|3"),
            values("who", "Север|Анна Орлова", "North|Anna Orlova"),
            values("who.everywhere", "Анна Орлова", "Anna Orlova"),
            values("who.gap-unreachable", "Север", "North"),
            values("who.gap-overtime", "Север", "North"),
            values("who.gap-after", "20:00 МСК|Север, Юг", "20:00 MSK|North, South"),
            values("who.unreachable", "Анна Орлова", "Anna Orlova"),
            values("who.more", "3", "3"),
            values("ready.silence", "Север|14:30 МСК", "North|14:30 MSK"),
            values("ready.woken", "🔴|Север|Анна Орлова", "🔴|North|Anna Orlova"),
            values("ready.forced", "🔴|Север|Анна Орлова", "🔴|North|Anna Orlova"),
            values("ready.empty", "🔴|Север", "🔴|North"),
            values("ready.nobody", "Север", "North"),
            values("ready.nobody.many", "2", "2"),
            values("ready.step", "Анна Орлова", "Anna Orlova"),
            values(
                    "ready.escalation",
                    "через 5 мин им же ещё раз, через 10 мин администраторам|15 мин",
                    "the same again after 5 min, the administrators after 10 min|15 min"),
            values("ready.escalation.same", "5 мин", "5 min"),
            values("ready.escalation.area", "10 мин", "10 min"),
            values("ready.escalation.administrators", "15 мин", "15 min"),
            values("ready.escalation.route", "30 мин", "30 min"),
            values("ready.seconds", "90", "90"),
            values("ready.page", "1|8|21", "1|8|21"),
            values("ready.person", "Анна Орлова|уведомления выключены", "Anna Orlova|notifications are off"),
            values("drill", "Север", "North"),
            values("drill.which", "Север, Юг", "North, South"),
            values("drill.unknown-area", "Запад|Север, Юг", "West|North, South"),
            values("drill.question", "Север|Анна Орлова, Борис Лебедев", "North|Anna Orlova, Boris Lebedev"),
            values("drill.running", "1|2", "1|2"),
            values("drill.over", "1|2", "1|2"),
            values("drill.answered", "Анна Орлова|12 с", "Anna Orlova|12 s"),
            values("drill.awaited", "Борис Лебедев", "Boris Lebedev"),
            values("drill.silent", "Борис Лебедев", "Boris Lebedev"),
            values("drill.seconds", "12", "12"),
            values("drill.minutes", "2|5", "2|5"),
            values("drill.thanks", "12 с", "12 s"),
            values("drill.done", "Учебная тревога: Север|12 с", "Drill: North|12 s"),
            values("drill.late-note", "Учебная тревога: Север", "Drill: North"),
            values("silence", "Север|Clara Smith", "North|Clara Smith"),
            values("silence.unknown-target", "nord|north, south", "nord|north, south"),
            values("silence.end-unreadable", "2x", "2x"),
            values("silence.too-long", "24", "24"),
            values("silence.reason-too-long", "200", "200"),
            values("silence.too-many", "100", "100"),
            values("silence.set", "14:30 МСК|Север", "14:30 MSK|North"),
            values("silence.all", "🔴 авария", "🔴 critical"),
            values("silence.but-waking", "🔴 авария", "🔴 critical"),
            values("silence.reason", "замена платы", "board replaced"),
            values("silence.may-not-end", "Clara Smith", "Clara Smith"),
            values("silence.still-open", "3", "3"),
            values("silence.open-line", "🔴|1234|Обрыв магистрали|Север", "🔴|1234|Trunk down|North"),
            values("silences", "3", "3"),
            values("silences.line", "Север|14:30 МСК", "North|14:30 MSK"),
            values("silences.why", "Анна Орлова|замена платы", "Anna Orlova|board replaced"),
            values("silences.end", "Север", "North"),
            values("open.silenced", "2", "2"),
            values("open.head", "21", "21"),
            values("open.head-mine", "2", "2"),
            values(
                    "open.owned",
                    "🔴 #1234 Обрыв магистрали · Север|Борис Лебедев",
                    "🔴 #1234 Trunk down · North|Boris Lebedev"),
            values("open.line", "🔴 #1234|Обрыв магистрали|Север|5 мин", "🔴 #1234|Trunk down|North|5 min"),
            values("open.since", "03:12|МСК|5 мин", "03:12|MSK|5 min"),
            values("open.page", "2|3", "2|3"),
            values("open.more", "3", "3"),
            values("press", "1234|Север", "1234|North"),
            values("press.muted", "1234|04:15", "1234|04:15"),
            values("press.unmuted", "1234", "1234"),
            values("press.owned", "Борис Лебедев|03:15", "Boris Lebedev|03:15"),
            values("press.resolved", "03:14", "03:14"),
            values("press.closed", "Борис Лебедев|03:14", "Boris Lebedev|03:14"),
            values("press.taken-over", "1234|Обрыв магистрали|Борис Лебедев", "1234|Trunk down|Boris Lebedev"),
            values("storm", "35 инцидентов|🔴 30 · 🟡 5|2", "35 incidents|🔴 30 · 🟡 5|2"),
            values("storm.counts", "30|3|2", "30|3|2"),
            values("storm.silenced", "3", "3"),
            values("storm.incidents", "35", "35"),
            values("storm.incidents.one", "1", "1"),
            values("storm.incidents.few", "2", "2"),
            values("storm.sources", "zabbix 30 · prometheus 5", "zabbix 30 · prometheus 5"),
            values("storm.others", "3 события", "3 events"),
            values("storm.taking", "300", "300"),
            values("storm.taken", "30", "30"),
            values("storm.mine", "1", "1"),
            values("storm.others-own", "3", "3"),
            values("storm.resolved", "2", "2"),
            values("storm.not-yours", "1", "1"),
            values("owner", "1234|Обрыв магистрали|10", "1234|Trunk down|10"),
            values("give", "1234|Обрыв магистрали|Анна Орлова", "1234|Trunk down|Anna Orlova"),
            values("give.on-duty", "Борис Лебедев", "Boris Lebedev"),
            values("give.done", "1234|Борис Лебедев", "1234|Boris Lebedev"),
            values("close", "1234|Обрыв магистрали", "1234|Trunk down"),
            values("close.closed-by", "1234|Анна Орлова", "1234|Anna Orlova"),
            values("note", "1234", "1234"),
            values("note.too-long", "500", "500"),
            values("age", "5", "5"),
            values("test", "🔵 информация", "🔵 info"),
            values("reason", "Север|10.1.0.7", "North|10.1.0.7"),
            values("reason.selected", "🔴 авария", "🔴 critical"),
            values("reason.selected.many", "🔴 авария, 🟡 предупреждение", "🔴 critical, 🟡 warning"),
            values("hint.command", "/nosuch", "/nosuch"),
            values("hint.administrators", "ready", "ready"),
            values("hint.arguments", "poolon|8h", "poolon|8h"),
            values("events", "5", "5"),
            values("events.one", "1", "1"),
            values("events.few", "2", "2"),
            values("digest", "5 событий|🔴 2 · 🟡 3", "5 events|🔴 2 · 🟡 3"),
            values("digest.more", "3", "3"),
            values("digest.omitted", "url", "url"),
            values("whole.digest", "300 событий", "300 events"),
            values("event.changes", "4", "4"),
            values("event.omitted", "url «ftp://files/x»", "url “ftp://files/x”"),
            values("event.omitted.field", "url|ftp://files/x", "url|ftp://files/x"),
            values("card.told", "Анна Орлова, Борис Лебедев", "Anna Orlova, Boris Lebedev"),
            values("card.nobody.escalated", "5 мин", "5 min"),
            values("card.muted", "04:15", "04:15"),
            values("card.silenced", "14:30|Анна Орлова", "14:30|Anna Orlova"),
            values("card.owner", "Анна Орлова|03:15", "Anna Orlova|03:15"),
            values("card.note", "Анна Орлова|03:20|Еду на узел", "Anna Orlova|03:20|On my way"),
            values("card.closed", "Анна Орлова", "Anna Orlova"),
            values("card.already-closed", "03:41", "03:41"),
            values("card.period", "03:12|03:41|МСК|29 мин", "03:12|03:41|MSK|29 min"),
            values("card.source", "zabbix", "zabbix"),
            values("place.unknown", "10.9.9.9", "10.9.9.9"),
            values(
                    "why.woken.instead",
                    "Дежурит Анна Орлова, но уведомления выключены.",
                    "Anna Orlova is on duty, but notifications are off."),
            values("passed.on-duty.one", "Анна Орлова|уведомления выключены", "Anna Orlova|notifications are off"),
            values("passed.person", "Анна Орлова|уведомления выключены", "Anna Orlova|notifications are off"));

    @Test
    void thePageHasEveryTextInBothLanguages() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("transcript.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run ./mvnw test -Dtest=TranscriptTest -Dtranscript.write=true")
                .isEqualTo(expected);
    }

    private static Map.Entry<String, List<List<String>>> values(String key, String russian, String english) {
        return Map.entry(key, List.of(List.of(russian.split("\\|")), List.of(english.split("\\|"))));
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # What people read

                Every text in Russian and in English, without mark-up and with examples for the values, then whole messages about
                events with their mark-up.

                Made by `./mvnw test -Dtest=TranscriptTest -Dtranscript.write=true`; a test fails if this page differs from the texts.
                """);
        sections().forEach((section, keys) -> {
            page.append("\n## ").append(section).append("\n\n| key | Russian | English |\n|---|---|---|\n");
            for (String key : keys) {
                page.append("| `")
                        .append(key)
                        .append("` | ")
                        .append(cell(key, 0))
                        .append(" | ");
                page.append(cell(key, 1)).append(" |\n");
            }
        });
        page.append("\n## Messages about events\n");
        examples().forEach((title, events) -> {
            page.append("\n### ").append(title).append('\n');
            for (ReaderLocale reader : List.of(Examples.RUSSIAN, Examples.ENGLISH)) {
                page.append("\n```\n").append(message(events, reader)).append("\n```\n");
            }
        });
        page.append("\n## Cards\n\nOf one incident, without mark-up, with their buttons.\n");
        Map<String, String> russian = CardExamples.states(Examples.RUSSIAN);
        Map<String, String> english = CardExamples.states(Examples.ENGLISH);
        russian.forEach((state, card) -> {
            page.append("\n### ").append(state).append('\n');
            for (String text : List.of(card, Objects.requireNonNull(english.get(state)))) {
                page.append("\n```\n").append(text).append("\n```\n");
            }
        });
        return page.toString();
    }

    /** The keys by their first word, in the order of the Russian files; the patterns of times are no texts. */
    private static Map<String, List<String>> sections() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (String bundle : List.of("messages", "notifications")) {
            Files.readAllLines(RESOURCES.resolve(bundle + "_ru.properties")).stream()
                    .filter(line -> line.matches("[a-z][^=]*\\..*=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .filter(key -> !key.startsWith("time."))
                    .forEach(key -> sections.computeIfAbsent(
                                    key.substring(0, key.indexOf('.')), any -> new ArrayList<>())
                            .add(key));
        }
        return sections;
    }

    private static String cell(String key, int language) {
        String beginning = key;
        while (!VALUES.containsKey(beginning)) {
            beginning = beginning.indexOf('.') < 0 ? "" : beginning.substring(0, beginning.lastIndexOf('.'));
        }
        Phrases phrases = Phrases.in(language == 0 ? "ru" : "en");
        List<String> values = VALUES.get(beginning).get(language);
        String text = phrases.html(key, values.toArray()).plain();
        Matcher missing = PLACE.matcher(text);
        assertThat(missing.find())
                .as("an example for a value of " + key + ": " + text)
                .isFalse();
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>");
    }

    private static Map<String, List<Event>> examples() {
        Event critical = new Event(
                "zbx-1",
                "core-7/if-3",
                "critical",
                "Link down",
                "No carrier, see /var/log/messages",
                "10.1.2.3",
                "north",
                List.of(),
                Examples.NOW,
                null,
                URI.create("https://zabbix.example/e?id=1"),
                "zabbix",
                Map.of("host", "core-7"));
        Event incomplete = new Event(
                null,
                null,
                "warning",
                "Load high",
                null,
                null,
                "north",
                List.of(),
                Examples.NOW,
                null,
                null,
                null,
                Map.of(),
                List.of(new OmittedField("url", "ftp://files/x"), new OmittedField("to[0]", "")));
        Map<String, List<Event>> examples = new TreeMap<>();
        examples.put("1. One event", List.of(critical));
        examples.put("2. An event with fields that were left out", List.of(incomplete));
        examples.put(
                "3. A digest",
                List.of(
                        incomplete,
                        Examples.event("info", "Backup done"),
                        Examples.event("warning", "Port down", "sw-1", null),
                        Examples.event("resolved", "Port up", "sw-1", null)));
        return examples;
    }

    private static String message(List<Event> events, ReaderLocale reader) {
        List<PendingEvent> pending = new ArrayList<>();
        for (Event event : events) {
            pending.add(Examples.waiting(Integer.toString(pending.size() + 1), event, Why.DUTY));
        }
        return ((ComposedMessage.Text) Examples.composer().compose(pending, reader)).html();
    }
}

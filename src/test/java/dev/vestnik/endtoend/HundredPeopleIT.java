package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.endtoend.ReferenceRule.Happening;
import dev.vestnik.endtoend.ReferenceRule.Person;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** End to end over HTTP: 100 people, 1,000 events; each person receives exactly the events of the rule, in order. */
class HundredPeopleIT {
    private static final int PEOPLE = 100;
    private static final int EVENTS = 1_000;
    private static final long SEED = 20261123;
    private static final List<String> STATUSES = List.of("critical", "warning", "info", "resolved");
    private static final Pattern TITLE = Pattern.compile("E\\d{4}");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    @Test
    void eachGetsExactlyWhatTheRuleSays() {
        List<Person> people =
                IntStream.range(0, PEOPLE).mapToObj(HundredPeopleIT::person).toList();
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"),
                people.stream().map(HundredPeopleIT::row).toList(),
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> "a" + i + ",Area " + i)
                        .toList(),
                List.of(
                        "10.1.0.0/16,a1",
                        "10.2.0.0/16,a2",
                        "10.3.0.0/16,a3",
                        "10.4.0.0/16,a4",
                        "10.1.5.0/24,a5",
                        "2001:db8:2::/48,a2"));
        try (RunningVestnik vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + directory,
                "vestnik.delivery.merge=false",
                "vestnik.delivery.per-bot=unlimited",
                "vestnik.delivery.per-chat=unlimited")) {
            SandboxClient sandbox = vestnik.sandbox();
            sandbox.unlimited();
            settle(vestnik, people);

            long before = sandbox.counters().path("accepted").asLong();
            ReferenceRule rule = new ReferenceRule(people);
            List<Map<String, Object>> events = new ArrayList<>();
            Random random = new Random(SEED);
            for (int i = 0; i < EVENTS; i++) {
                events.add(event(i, random, rule));
            }
            sandbox.push(events);

            int expected =
                    rule.expected().values().stream().mapToInt(List::size).sum();
            assertThat(expected).as("the seed makes a busy day").isGreaterThan(EVENTS);
            Awaitility.await("every message of " + expected)
                    .atMost(PATIENCE)
                    .until(() -> sandbox.counters().path("accepted").asLong() - before >= expected);
            awaitNothingWaiting(vestnik);
            assertThat(received(sandbox.journal(before))).isEqualTo(rule.expected());
        }
    }

    private static void awaitNothingWaiting(RunningVestnik vestnik) {
        Awaitility.await("an empty inbox and an empty outbox").atMost(PATIENCE).until(() -> {
            var redis = vestnik.redis();
            return redis.llen(vestnik.keys().inbox()) == 0
                    && redis.zcard(vestnik.keys().outbox() + ":due") == 0;
        });
    }

    private static Map<Long, List<String>> received(List<JsonNode> journal) {
        Map<Long, List<String>> received = new HashMap<>();
        IntStream.range(0, PEOPLE).forEach(i -> received.put(chat(i), new ArrayList<>()));
        for (JsonNode entry : journal) {
            if (History.isEditOfCard(entry)) {
                continue;
            }
            Matcher title = TITLE.matcher(entry.path("text").asText());
            assertThat(title.find()).as("a title in %s", entry).isTrue();
            received.get(entry.path("chat").asLong()).add(title.group());
        }
        return received;
    }

    /** Logs everyone in, and lets each choose what {@link Person} says. */
    private static void settle(RunningVestnik vestnik, List<Person> people) {
        SandboxClient sandbox = vestnik.sandbox();
        UserService users = vestnik.bean(UserService.class);
        for (Person person : people) {
            sandbox.addUser(
                    person.chat(), "Person " + person.chat(), person.phone(), person.chat() % 2 == 0 ? "ru" : "en");
            sandbox.say(person.chat(), "/start");
            sandbox.shareOwnContact(person.chat());
            if (person.duty()) {
                sandbox.say(person.chat(), "/poolon");
            }
            if (person.selected().size() < STATUSES.size()) {
                sandbox.say(person.chat(), "/select");
            }
        }
        for (Person person : people) {
            STATUSES.stream()
                    .filter(status -> !person.selected().contains(status))
                    .forEach(status -> deselect(users, sandbox, person.chat(), status));
            if (!person.enabled()) {
                disable(sandbox, person);
            }
        }
        Map<Long, Person> wanted = new LinkedHashMap<>();
        people.forEach(person -> wanted.put(person.chat(), person));
        Awaitility.await("everyone is as they wish").atMost(PATIENCE).untilAsserted(() -> {
            Map<Long, Person> are = new LinkedHashMap<>();
            for (User user : users.all().all()) {
                Person person = wanted.get(user.chat());
                are.put(
                        user.chat(),
                        new Person(
                                user.chat(),
                                user.phone(),
                                person.areas(),
                                person.admin(),
                                user.onDuty(),
                                user.enabled(),
                                user.selected()));
            }
            assertThat(are).containsExactlyInAnyOrderEntriesOf(wanted);
        });
        awaitReplies(sandbox, people);
    }

    /** Until the last of the replies has been sent, so that what comes then are the events. */
    private static void awaitReplies(SandboxClient sandbox, List<Person> people) {
        long presses = 0;
        Map<Long, Long> replies = new LinkedHashMap<>();
        for (Person person : people) {
            int deselected = STATUSES.size() - person.selected().size();
            boolean asked = !person.enabled() && person.duty();
            presses += deselected + (asked ? 1 : 0);
            replies.put(
                    person.chat(),
                    2L
                            + (person.duty() ? 1 : 0)
                            + (deselected > 0 ? 1 : 0)
                            + (person.enabled() ? 0 : 1)
                            + (asked ? 1 : 0));
        }
        long edits = presses;
        Awaitility.await("every reply").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode counters = sandbox.counters();
            Map<Long, Long> sent = new LinkedHashMap<>();
            people.forEach(person -> sent.put(
                    person.chat(),
                    counters.path("messages").path(Long.toString(person.chat())).asLong()));
            assertThat(sent).isEqualTo(replies);
            assertThat(counters.path("calls").path("editMessageText").asLong()).isGreaterThanOrEqualTo(edits);
        });
    }

    private static void deselect(UserService users, SandboxClient sandbox, long chat, String status) {
        String button = "select:" + status + ":off";
        sandbox.press(chat, awaitButton(sandbox, chat, button), button);
        if (status.equals("critical")) {
            confirm(users, sandbox, chat);
        }
    }

    /** The only recipient of an area is asked first. */
    private static void confirm(UserService users, SandboxClient sandbox, long chat) {
        String button = "select:critical:sure";
        Awaitility.await("critical deselected in " + chat)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> {
                    int question = button(sandbox, chat, button);
                    if (question > 0) {
                        sandbox.press(chat, question, button);
                    }
                    return !users.byChat(chat).orElseThrow().selected().contains("critical");
                });
    }

    /** On duty, a question comes first. */
    private static void disable(SandboxClient sandbox, Person person) {
        sandbox.say(person.chat(), "/disable");
        if (person.duty()) {
            sandbox.press(person.chat(), awaitButton(sandbox, person.chat(), "disable:yes"), "disable:yes");
        }
    }

    private static int awaitButton(SandboxClient sandbox, long chat, String data) {
        return Awaitility.await("button " + data + " in " + chat)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> button(sandbox, chat, data), id -> id > 0);
    }

    private static int button(SandboxClient sandbox, long chat, String data) {
        return sandbox.messages(chat).stream()
                .filter(message -> message.path("reply_markup").toString().contains("\"" + data + "\""))
                .mapToInt(message -> message.path("message_id").asInt())
                .max()
                .orElse(0);
    }

    private static Map<String, Object> event(int number, Random random, ReferenceRule rule) {
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        String title = "E%04d of the day".formatted(number);
        // An id is given to every fourth event, and every eighth repeats an earlier one.
        @Nullable String id = number % 4 == 0 ? "id-" + (number % 8 == 0 ? number / 16 : number) : null;
        String key = status.equals("info") ? "info-" + number : "key-" + random.nextInt(60);
        @Nullable String to = random.nextInt(20) == 0 ? phone(random.nextInt(PEOPLE)) : null;
        Map<String, Object> event = new LinkedHashMap<>(Map.of("status", status, "title", title, "key", key));
        @Nullable String area = place(random.nextInt(8), random.nextInt(200), event);
        if (id != null) {
            event.put("id", id);
        }
        if (to != null) {
            event.put("to", List.of(to));
        }
        rule.happens(new Happening(id, key, status, title.substring(0, 5), area, to));
        return event;
    }

    private static @Nullable String place(int where, int host, Map<String, Object> event) {
        switch (where) {
            case 0, 1, 2, 3 -> {
                event.put("ip", "10." + (where + 1) + ".0." + host);
                return "a" + (where + 1);
            }
            case 4 -> {
                event.put("ip", "10.1.5." + host);
                return "a5";
            }
            case 5 -> {
                event.put("ip", "2001:db8:2::" + host);
                return "a2";
            }
            case 6 -> {
                event.put("area", "a3");
                event.put("ip", "10.4.0." + host);
                return "a3";
            }
            default -> {
                event.put("ip", "192.0.2." + host);
                return null;
            }
        }
    }

    private static Person person(int i) {
        Set<String> selected = new HashSet<>(STATUSES);
        if (i % 4 == 1) {
            selected.remove("warning");
        }
        if (i % 11 == 2) {
            selected.remove("critical");
        }
        if (i % 5 == 3) {
            selected.remove("resolved");
        }
        boolean admin = i < 3;
        Set<String> areas = admin ? Set.of("*") : i % 9 == 0 ? Set.of("a1", "a4") : Set.of("a" + (1 + i % 5));
        // Nobody is on duty for a5, so that its critical events wake those who answer for it.
        boolean duty = i % 3 == 0 && !admin && !areas.contains("a5");
        return new Person(chat(i), phone(i), areas, admin, duty, i % 7 != 0, selected);
    }

    private static String row(Person person) {
        return person.phone() + ",Person " + person.chat() + "," + String.join("|", person.areas()) + ","
                + (person.admin() ? "admin" : "operator") + ",,";
    }

    private static long chat(int i) {
        return 5_000 + i;
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}

package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.ModelTelegram.Shown;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.event.Rejection;
import dev.vestnik.flow.CardSteps;
import dev.vestnik.flow.DeliverySteps;
import dev.vestnik.flow.DispatchSteps;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.JqwikException;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random actions of people, monitoring, time and administrators on incidents, against a plain model: the bot's route, dispatch,
 * cards, delivery and escalation with their real beans and a real Redis, in any order; Telegram is a fake. After each step
 * everybody's incidents have the owner of the model, and each press has one answer; when the service is quiet, each chat has one
 * live card of each incident, which shows it as it is, and the steps of escalations are those of the model.
 *
 * <p>{@code -Dincidents.model.steps=100000} takes more steps than the default of 1,500, {@code -Dincidents.model.seed=1} others.
 * A failure names its seed and the fewest steps that lead to it.
 */
class IncidentModelTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final int EPISODE = 100;

    /** What the history of an incident has at most. */
    private static final int LINES_KEPT = 100;

    private static final List<Person> PEOPLE = List.of(
            Samples.person("+79160000001", "Anna", Role.OPERATOR, "north"),
            Samples.person("+79160000002", "Boris", Role.OPERATOR, "south"),
            Samples.person("+79160000003", "Clara", Role.ADMIN, "*"),
            Samples.person("+79160000004", "Dmitry", Role.OPERATOR, "north", "south"),
            Samples.person("+79160000005", "Eva", Role.ADMIN));
    private static final Directory DIRECTORY =
            Directory.of(PEOPLE, Map.of("north", "North", "south", "South"), Map.of());

    /** The addressed people of the incidents whose key begins with p. */
    private static final int ADDRESSED = 1;

    private static final List<String> INCIDENTS = List.of("n1", "n2", "s1", "p1");
    private static final List<String> BUTTONS = List.of("take", "release", "takeover", "give", "close");

    private static final List<String> ANSWERS = List.of("closing", "giveto", "card");

    @AutoClose
    private BotRoute bot;

    private Service service;

    /** What somebody does; {@code who} and {@code what} choose among what is possible then. */
    private record Step(String kind, int who, int what) {}

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        service = new Service();
    }

    @Test
    void whateverHappensAllAgreeInTheEnd() {
        int steps = Integer.getInteger("incidents.model.steps", 1_500);
        long seed = Long.getLong("incidents.model.seed", 20_261_123L);
        JqwikSession.run(() -> {
            Random random = new Random(seed);
            RandomGenerator<List<Step>> episodes = steps().generator(1_000, false);
            for (int taken = 0; taken < steps; taken += EPISODE) {
                List<Step> episode = episodes.next(random).value();
                Throwable failure = run(episode);
                if (failure != null) {
                    List<Step> fewest = fewest(episode);
                    throw new AssertionError(
                            "seed " + seed + ", after " + taken + " steps: " + fewest + ": " + run(fewest), failure);
                }
            }
        });
        System.out.println("Model of incidents: " + service.figures + ", seed " + seed);
    }

    private static Arbitrary<List<Step>> steps() {
        Arbitrary<String> kinds = Arbitraries.frequency(
                Tuple.of(10, "press"),
                Tuple.of(6, "event"),
                Tuple.of(5, "dispatch"),
                Tuple.of(5, "deliver"),
                Tuple.of(3, "passes"),
                Tuple.of(3, "refresh"),
                Tuple.of(2, "tick"),
                Tuple.of(2, "note"),
                Tuple.of(2, "quiet"),
                Tuple.of(3, "login"),
                Tuple.of(1, "logout"),
                Tuple.of(1, "poolon"),
                Tuple.of(1, "pooloff"),
                Tuple.of(1, "open"),
                Tuple.of(1, "block"),
                Tuple.of(2, "unblock"),
                Tuple.of(1, "out"),
                Tuple.of(2, "silence"),
                Tuple.of(1, "unsilence"),
                Tuple.of(1, "say"));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, PEOPLE.size() - 1),
                        Arbitraries.integers().between(0, 9_999).withoutEdgeCases())
                .as(Step::new)
                .list()
                .ofSize(EPISODE);
    }

    private @Nullable Throwable run(List<Step> episode) {
        service.reset();
        try {
            for (Step step : episode) {
                service.does(step);
            }
            service.quiet();
            return null;
        } catch (JqwikException e) {
            throw e;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Leaves out each step without which it fails too. */
    private List<Step> fewest(List<Step> failing) {
        List<Step> fewest = new ArrayList<>(failing);
        for (int i = fewest.size() - 1; i >= 0; i--) {
            Step left = fewest.remove(i);
            if (run(fewest) == null) {
                fewest.add(i, left);
            }
        }
        return fewest;
    }

    /** What the model knows of an incident. */
    private static final class Known {
        private final String key;
        private boolean open;
        private int generation;
        private String status = "";
        private String title = "";
        private @Nullable Long owner;
        private int step;
        private @Nullable Instant due;
        /** The id of the silence that it is under. */
        private @Nullable String silence;

        private final List<String> escalated = new ArrayList<>();

        Known(String key) {
            this.key = key;
        }

        boolean isPrivate() {
            return key.startsWith("p");
        }

        String area() {
            return key.startsWith("s") ? "south" : "north";
        }

        boolean concerns(Person person) {
            return isPrivate()
                    ? person.equals(PEOPLE.get(ADDRESSED))
                    : person.isResponsibleFor(area()) || person.role() == Role.ADMIN;
        }
    }

    /** A silence of Clara's; there is one at a time in an area. */
    private record Silent(String area, boolean waking, Instant until) {}

    /** The service, and what it should do. */
    private final class Service {
        private final RedisCommands<String, String> redis = REDIS.commands();
        private final Keys keys = REDIS.keys();
        private final ModelTelegram telegram = new ModelTelegram();
        private final DispatchFixture dispatcher = new DispatchFixture(REDIS, REDIS.commands(), bot.clock());
        private final DispatchSteps dispatchSteps;
        private final DeliverySteps deliverySteps = bot.bean(DeliverySteps.class);
        private final CardSteps cardSteps = bot.bean(CardSteps.class);
        private final CardStore cards = bot.bean(CardStore.class);
        private final IncidentOwners owners = bot.bean(IncidentOwners.class);
        private final IncidentHistory history = bot.bean(IncidentHistory.class);
        private final DueEscalations escalations = new DueEscalations(redis, keys, bot.clock());
        private final Map<String, Integer> figures = new TreeMap<>();
        private final Map<String, Known> incidents = new TreeMap<>();
        private final Set<Long> loggedIn = new TreeSet<>();
        private final Map<String, Silent> silences = new TreeMap<>();
        private final Set<String> unsent = new TreeSet<>();
        private int said;
        private int callbacks;
        private int events;

        Service() {
            dispatchSteps = new DispatchSteps(
                    dispatcher.dispatcher,
                    new Counters(),
                    bot.incidents(),
                    bot.bean(IncidentNews.class),
                    bot.bean(SilenceNews.class),
                    Acts.NONE,
                    bot.clock());
            bot.list(DIRECTORY);
        }

        /** Everybody logs in, and half of them are on duty. */
        void reset() {
            Set<String> kept =
                    Set.of(keys.people(), keys.areas(), keys.ranges(), keys.directoryVersion(), keys.usersVersion());
            redis.keys(keys.prefix() + "*").stream()
                    .filter(key -> !kept.contains(key))
                    .forEach(redis::del);
            redis.incr(keys.usersVersion());
            telegram.clear();
            incidents.clear();
            loggedIn.clear();
            silences.clear();
            for (int i = 0; i < PEOPLE.size(); i++) {
                says(i, login(i));
                loggedIn.add(chat(i));
                if (i % 2 == 0) {
                    says(i, text("/poolon 12h"));
                }
            }
        }

        void does(Step step) {
            int who = step.who();
            figures.merge(step.kind(), 1, Integer::sum);
            switch (step.kind()) {
                case "event" -> event(INCIDENTS.get(step.what() % INCIDENTS.size()), step.what() / 10);
                case "press" -> press(who, step.what());
                case "note" -> note(who, step.what());
                case "dispatch" -> dispatch();
                case "deliver" -> deliver(chat(who));
                case "refresh" -> refresh();
                case "tick" -> tick();
                case "passes" -> {
                    passes(Duration.ofSeconds(step.what() % 1_200));
                    tick();
                }
                case "quiet" -> quiet();
                case "login" -> {
                    says(who, login(who));
                    loggedIn.add(chat(who));
                }
                case "logout" -> logout(who);
                case "poolon" -> says(who, text("/poolon"));
                case "pooloff" -> {
                    says(who, text("/pooloff"));
                    presses(who, "pooloff:yes");
                }
                case "open" -> says(who, text("/open"));
                case "block" -> says(who, membership("kicked"));
                case "unblock" -> says(who, membership("member"));
                case "out" -> {
                    if (loggedIn.contains(1003L) && who != 2) {
                        presses(2, "people:0:" + chat(who) + ":sure");
                        leaves(chat(who));
                    }
                }
                case "silence" -> silence(step.what());
                case "unsilence" -> {
                    if (!silences.isEmpty()) {
                        List<String> ids = List.copyOf(silences.keySet());
                        presses(2, "unsilence:" + ids.get(step.what() % ids.size()));
                    }
                }
                case "say" -> {
                    says(4, text("/say * something at " + step.what()));
                    presses(4, "say:" + said + ":send");
                }
                default -> throw new IllegalArgumentException(step.kind());
            }
            ownersAgree();
        }

        private long chat(int who) {
            return 1001L + who;
        }

        private Person person(long chat) {
            return PEOPLE.get((int) chat - 1001);
        }

        private void event(String key, int what) {
            String status = List.of("critical", "critical", "warning", "resolved", "info")
                    .get(what % 5);
            String title = status + " " + key + " t" + ++events;
            String to = key.startsWith("p")
                    ? ",\"to\":[\"" + PEOPLE.get(ADDRESSED).phone() + "\"],\"text\":\"private words\""
                    : "";
            String area = key.startsWith("s") ? "south" : "north";
            String json = "{\"key\":\"" + key + "\",\"status\":\"" + status + "\",\"title\":\"" + title
                    + "\",\"area\":\"" + area + "\"" + to + "}";
            redis.xadd(keys.events(), Map.of("body", json, "route", EventStreamEntry.INBOX));
        }

        private void silence(int what) {
            String area = what % 2 == 0 ? "north" : "south";
            boolean taken =
                    silences.values().stream().anyMatch(one -> one.area().equals(area));
            if (taken || !loggedIn.contains(chat(2))) {
                return;
            }
            boolean waking = what % 3 > 0;
            int minutes = 1 + what % 90;
            says(2, text("/silence " + (waking ? "critical " : "") + area + " " + minutes + "m works"));
            Instant until = bot.clock().instant().plus(Duration.ofMinutes(minutes));
            silences.put(chat(2) + "-" + said, new Silent(area, waking, until));
        }

        /** The id of the silence that covers a public incident in this status; null: none does. */
        private @Nullable String covering(Known known, String status) {
            return silences.entrySet().stream()
                    .filter(one -> !known.isPrivate() && one.getValue().area().equals(known.area()))
                    .filter(one -> one.getValue().waking() || !status.equals("critical"))
                    .filter(one -> bot.clock().instant().isBefore(one.getValue().until()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private void press(int who, int what) {
            // A client may show a card for longer than the card is true.
            List<String> visible = telegram.buttons(chat(who)).stream()
                    .filter(data -> BUTTONS.contains(word(data)) || ANSWERS.contains(word(data)))
                    .toList();
            if (!visible.isEmpty()) {
                presses(who, visible.get(what % visible.size()));
            }
        }

        private static String word(String data) {
            return data.split(":", 2)[0];
        }

        /** A press, whose answer must come once. */
        private void presses(int who, String data) {
            String id = "cb" + ++callbacks;
            boolean member = loggedIn.contains(chat(who));
            telegram.answered();
            says(
                    who,
                    "{\"callback_query\":{\"id\":\"" + id + "\",\"from\":" + from(who)
                            + ",\"message\":{\"message_id\":999999,\"chat\":{\"id\":" + chat(who)
                            + ",\"type\":\"private\"}},\"data\":\"" + data + "\"}}");
            assertThat(telegram.answered()).as("answers to %s", data).containsExactly(id);
            if (member) {
                pressed(chat(who), data.split(":"));
            }
        }

        /** What a press does in the model. */
        private void pressed(long chat, String[] data) {
            if (!List.of("take", "release", "takeover", "giveto").contains(data[0])) {
                return;
            }
            Known known = numbered(Long.parseLong(data[1]));
            if (known == null
                    || !known.open
                    || known.generation != Integer.parseInt(data[2])
                    || !known.concerns(person(chat))) {
                return;
            }
            long other = data.length > 3 ? Long.parseLong(data[3]) : 0;
            switch (data[0]) {
                case "take" -> owns(known, null, chat);
                case "release" -> {
                    if (Objects.equals(known.owner, chat)) {
                        released(known);
                    }
                }
                case "takeover" -> owns(known, known.owner == null ? null : other, chat);
                default -> {
                    User receiver = bot.users().byChat(other).orElse(null);
                    if (receiver != null && receiver.reachable() && known.concerns(person(other))) {
                        owns(known, chat, other);
                    }
                }
            }
        }

        private void owns(Known known, @Nullable Long from, long to) {
            if (Objects.equals(known.owner, from) && !Objects.equals(known.owner, to)) {
                known.owner = to;
                known.due = null;
            }
        }

        private void released(Known known) {
            known.owner = null;
            known.due = known.step > 0 ? bot.clock().instant().plus(Samples.ESCALATION.pauseBefore(known.step)) : null;
        }

        private void leaves(long chat) {
            loggedIn.remove(chat);
            incidents.values().stream()
                    .filter(known -> known.open && Objects.equals(known.owner, chat))
                    .forEach(this::released);
        }

        private void logout(int who) {
            if (loggedIn.contains(chat(who))) {
                says(who, text("/logout"));
                presses(who, "logout:yes");
                leaves(chat(who));
            }
        }

        private void note(int who, int what) {
            List<Long> messages = List.copyOf(telegram.chat(chat(who)).keySet());
            if (!messages.isEmpty()) {
                says(
                        who,
                        "{\"message\":{\"message_id\":" + ++said + ",\"from\":" + from(who) + ",\"chat\":{\"id\":"
                                + chat(who) + ",\"type\":\"private\"},\"text\":\"note " + said
                                + "\",\"reply_to_message\":{\"message_id\":" + messages.get(what % messages.size())
                                + "}}}");
            }
        }

        private void passes(Duration time) {
            bot.passes(time);
            collect();
        }

        /** Dispatches what waits, as one batch; the model applies it one by one. */
        private void dispatch() {
            List<StreamMessage<String, String>> batch = redis.xrange(keys.events(), Range.unbounded());
            if (batch.isEmpty()) {
                return;
            }
            Exchange exchange = bot.exchange();
            ModelSettlement settlement = settlement(exchange, batch);
            List<Message> entries = new ArrayList<>();
            batch.forEach(entry -> {
                Message message = new DefaultMessage(exchange);
                message.setHeader(RedisStreamsConstants.ID, entry.getId());
                message.setBody(entry.getBody());
                entries.add(message);
            });
            exchange.getMessage().setBody(entries);
            Map<Known, Set<Long>> escalating = new HashMap<>();
            unsent.clear();
            batch.forEach(entry -> apply(entry.getId(), entry.getBody(), escalating));
            Map<String, Set<Long>> told = new HashMap<>();
            failIfThrows(() -> {
                dispatchSteps.readEntries(exchange);
                dispatchSteps.findRecipients(exchange);
            });
            for (Object one : exchange.getMessage().getBody(List.class)) {
                Message message = (Message) one;
                Map<String, String> fields = new HashMap<>();
                message.getBody(Map.class).forEach((field, value) -> fields.put("" + field, "" + value));
                long chat = message.getHeader(RedisStreamsConstants.KEY, Long.class);
                settlement.enlistKeyed(keys.outbox(), Long.toString(chat), fields);
                assertThat(unsent.contains(fields.getOrDefault("event", "")) && !"UNSILENCED".equals(fields.get("why")))
                        .as("silenced, but sent: %s", fields)
                        .isFalse();
                if ("ESCALATED".equals(fields.get("why"))) {
                    told.computeIfAbsent(fields.get("event"), any -> new TreeSet<>())
                            .add(chat);
                }
            }
            settlement.settle(redis, keys.events());
            escalating.forEach((known, chats) -> {
                if (!chats.isEmpty()) {
                    assertThat(told.values())
                            .as("told of the step %s of %s", known.escalated, known.key)
                            .contains(chats);
                }
            });
        }

        private void apply(String ref, Map<String, String> fields, Map<Known, Set<Long>> escalating) {
            String body = fields.get("body");
            if (body != null) {
                var json = BotRoute.json(body);
                Known known = incidents.computeIfAbsent(json.path("key").asText(), Known::new);
                String status = json.path("status").asText();
                boolean silenced = status.equals("resolved")
                        ? known.open && known.silence != null
                        : covering(known, status) != null;
                if (silenced) {
                    unsent.add(ref);
                    figures.merge("silenced", 1, Integer::sum);
                }
                happened(known, status, json.path("title").asText());
            }
            SilenceRequest.of(fields).ifPresent(request -> {
                if (request.ends()) {
                    ended(request.id());
                } else if (silences.containsKey(request.id())) {
                    incidents.values().stream()
                            .filter(known -> known.open
                                    && known.silence == null
                                    && request.id().equals(covering(known, known.status)))
                            .forEach(known -> {
                                known.silence = request.id();
                                known.due = null;
                            });
                }
            });
            ClosingRequest.of(fields).ifPresent(this::closed);
            EscalationRequest.of(fields).ifPresent(request -> escalated(request, escalating));
        }

        private void happened(Known known, String status, String title) {
            Instant now = bot.clock().instant();
            boolean opens = status.equals("critical") || status.equals("warning");
            if (status.equals("info") || (!known.open && !opens)) {
                return;
            }
            boolean wasWaking = known.open && known.status.equals("critical");
            if (!known.open) {
                known.generation++;
                known.owner = null;
                known.due = null;
                known.silence = null;
            }
            known.open = opens;
            known.status = status;
            known.title = title;
            boolean wakes = status.equals("critical") && !known.isPrivate();
            if (!wakes) {
                known.step = 0;
                known.due = null;
            } else if (!wasWaking) {
                known.step = 1;
                known.due = now.plus(Duration.ofMinutes(5));
            }
            if (!opens) {
                return;
            }
            String before = known.silence;
            known.silence = covering(known, status);
            if (known.silence != null) {
                known.due = null;
            } else if (before != null && wakes) {
                anew(known);
            }
        }

        /** What the silence has silenced escalates anew, unless somebody owns it. */
        private void ended(String silence) {
            if (silences.remove(silence) == null) {
                return;
            }
            figures.merge("silences ended", 1, Integer::sum);
            incidents.values().stream()
                    .filter(known -> known.open && silence.equals(known.silence))
                    .forEach(known -> {
                        known.silence = null;
                        if (known.owner == null) {
                            anew(known);
                        }
                    });
        }

        private void anew(Known known) {
            if (known.step > 0) {
                known.step = 1;
                known.due = bot.clock().instant().plus(Duration.ofMinutes(5));
            }
        }

        private void closed(ClosingRequest request) {
            Known known = Objects.requireNonNull(incidents.get(request.opening().key()));
            int rank = known.status.equals("critical") ? 1 : 2;
            if (known.open && known.generation == request.opening().generation() && rank >= request.rank()) {
                known.open = false;
                known.step = 0;
                known.due = null;
            }
        }

        private void escalated(EscalationRequest request, Map<Known, Set<Long>> escalating) {
            Known known = Objects.requireNonNull(incidents.get(request.opening().key()));
            if (!known.open
                    || known.owner != null
                    || known.silence != null
                    || known.generation != request.opening().generation()
                    || known.step != request.step()) {
                return;
            }
            known.escalated.add(Integer.toString(known.step));
            Target target = Samples.ESCALATION.target(known.step);
            known.step++;
            known.due = bot.clock().instant().plus(Samples.ESCALATION.pauseBefore(known.step));
            figures.merge("escalated", 1, Integer::sum);
            if (target != Target.SAME) {
                escalating.put(
                        known,
                        bot.users().all().all().stream()
                                .filter(User::reachable)
                                .filter(user -> target == Target.ADMINISTRATORS
                                        ? person(user.chat()).role() == Role.ADMIN
                                        : person(user.chat()).isResponsibleFor(known.area()))
                                .map(User::chat)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }

        private void tick() {
            Instant now = bot.clock().instant();
            Set<String> due = new TreeSet<>();
            incidents.values().stream()
                    .filter(known -> known.due != null && !known.due.isAfter(now))
                    .forEach(known -> {
                        if (known.owner == null && known.silence == null) {
                            due.add(known.key + " " + known.step);
                            known.due = now.plusSeconds(30);
                        } else {
                            known.due = null;
                        }
                    });
            List<EscalationRequest> found = escalations.find(100);
            assertThat(found.stream().map(request -> request.opening().key() + " " + request.step()))
                    .as("due steps")
                    .containsExactlyInAnyOrderElementsOf(due);
            found.forEach(request -> redis.xadd(keys.events(), request.fields()));
            bot.bean(SilenceStore.class).due().forEach(request -> redis.xadd(keys.events(), request.fields()));
        }

        private void refresh() {
            Exchange exchange = bot.exchange();
            cardSteps.findOutdatedCards(exchange);
            for (Object one : exchange.getMessage().getBody(List.class)) {
                Message message = (Message) one;
                Map<String, String> fields = new HashMap<>();
                message.getBody(Map.class).forEach((field, value) -> fields.put("" + field, "" + value));
                redis.xadd(
                        ModelSettlement.outbox(keys, message.getHeader(RedisStreamsConstants.KEY, Long.class)), fields);
            }
            cardSteps.forgetOutdatedCards(exchange);
        }

        /** One exchange of delivery; returns whether it has settled something. */
        private boolean deliver(long chat) {
            String stream = ModelSettlement.outbox(keys, chat);
            List<StreamMessage<String, String>> batch = redis.xrange(stream, Range.unbounded());
            if (batch.isEmpty()) {
                return false;
            }
            Exchange exchange = bot.exchange();
            ModelSettlement settlement = settlement(exchange, batch);
            List<Message> entries = new ArrayList<>();
            batch.forEach(entry -> {
                Message message = new DefaultMessage(exchange);
                message.setHeader(RedisStreamsConstants.ID, entry.getId());
                message.setHeader(RedisStreamsConstants.KEY, Long.toString(chat));
                message.setBody(entry.getBody());
                entries.add(message);
            });
            exchange.getMessage().setBody(entries);
            failIfThrows(() -> {
                deliverySteps.loadEvents(exchange);
                deliverySteps.composeMessage(exchange);
            });
            Object message = exchange.getMessage().getBody();
            if (message != null) {
                assertThat(loggedIn)
                        .as("chats that get " + batch.get(0).getBody())
                        .contains(chat);
                exchange.getMessage().setBody(telegram.send(chat, message));
                figures.merge("sent", 1, Integer::sum);
            }
            failIfThrows(() -> deliverySteps.recordOutcomes(exchange));
            return settlement.settle(redis, stream) > 0;
        }

        private ModelSettlement settlement(Exchange exchange, List<StreamMessage<String, String>> batch) {
            ModelSettlement settlement =
                    new ModelSettlement(batch.stream().map(StreamMessage::getId).toList());
            exchange.setProperty(RedisStreamsConstants.SETTLEMENT, settlement);
            return settlement;
        }

        /** Lets the service do what is to do, and compares everything. */
        void quiet() {
            for (int round = 0; round < 50; round++) {
                dispatch();
                refresh();
                boolean busy = false;
                for (int i = 0; i < PEOPLE.size(); i++) {
                    busy |= deliver(chat(i));
                }
                if (!busy && redis.xlen(keys.events()) == 0 && redis.zcard(keys.outdatedCards()) == 0) {
                    figures.merge("compared", 1, Integer::sum);
                    incidentsAgree();
                    escalationsAgree();
                    cardsAgree();
                    privateWordsAreAtHome();
                    return;
                }
            }
            throw new AssertionError("The service does not come to rest");
        }

        private void ownersAgree() {
            Map<String, Owner> actual = owners.owners(incidents.keySet());
            incidents.values().stream().filter(known -> known.open).forEach(known -> {
                Owner owner = actual.get(known.key);
                assertThat(owner == null ? null : owner.chat())
                        .as("owner of %s", known.key)
                        .isEqualTo(known.owner);
                assertThat(known.owner == null || loggedIn.contains(known.owner))
                        .isTrue();
            });
        }

        private void incidentsAgree() {
            incidents.values().stream().filter(known -> known.generation > 0).forEach(known -> {
                Incident incident = bot.incidents().find(known.key).orElseThrow();
                assertThat(incident.open() + " " + incident.generation() + " " + incident.title())
                        .as(known.key)
                        .isEqualTo(known.open + " " + known.generation + " " + known.title);
                assertThat(incident.isSilenced())
                        .as("silence of %s", known.key)
                        .isEqualTo(known.open && known.silence != null);
            });
        }

        private void escalationsAgree() {
            incidents.values().forEach(known -> {
                Double score = redis.zscore(keys.escalations(), known.key);
                assertThat(score == null ? null : Instant.ofEpochMilli(score.longValue()))
                        .as("next step of %s", known.key)
                        .isEqualTo(known.due);
                List<String> performed = history.of(known.key).stream()
                        .filter(line -> line.kind() == HistoryEntry.Kind.ESCALATED)
                        .map(line -> Objects.requireNonNull(line.text()))
                        .toList();
                if (history.of(known.key).size() < LINES_KEPT) {
                    assertThat(performed).as("steps of %s", known.key).isEqualTo(known.escalated);
                }
            });
        }

        private void cardsAgree() {
            for (Known known : incidents.values()) {
                if (known.generation == 0) {
                    continue;
                }
                long number = bot.incidents().find(known.key).orElseThrow().number();
                for (long chat : loggedIn) {
                    User user = bot.user(chat);
                    if (!user.reachable()) {
                        continue;
                    }
                    List<Shown> live = telegram.chat(chat).values().stream()
                            .filter(shown -> shown.data().stream().anyMatch(data -> isCardOf(data, number)))
                            .toList();
                    String which = known.key + " in " + chat;
                    assertThat(live).as("live cards of %s", which).hasSizeLessThanOrEqualTo(1);
                    if (!known.open) {
                        assertThat(live).as("cards of closed %s", which).isEmpty();
                        continue;
                    }
                    // Without a card the person was told of this opening in a digest.
                    cards.read(known.key, chat)
                            .flatMap(state -> Optional.ofNullable(state.card()))
                            .filter(card -> !card.ended())
                            .ifPresent(card -> {
                                Shown shown = Objects.requireNonNull(
                                        telegram.chat(chat).get(card.message()), which);
                                assertThat(live).as("the card of %s", which).containsExactly(shown);
                                assertThat(shown.text())
                                        .as("the card of %s", which)
                                        .contains(known.title);
                                assertThat(shown.data().get(0))
                                        .as("the first button of %s", which)
                                        .isEqualTo(first(known, number, chat));
                                figures.merge("cards", 1, Integer::sum);
                            });
                }
            }
        }

        private boolean isCardOf(String data, long number) {
            String[] parts = data.split(":");
            return BUTTONS.contains(parts[0]) && parts[1].equals(Long.toString(number));
        }

        private String first(Known known, long number, long chat) {
            String which = ":" + number + ":" + known.generation;
            if (known.owner == null) {
                return "take" + which;
            }
            return known.owner == chat ? "release" + which : "takeover" + which + ":" + known.owner;
        }

        private void privateWordsAreAtHome() {
            for (int i = 0; i < PEOPLE.size(); i++) {
                if (i != ADDRESSED) {
                    assertThat(telegram.chat(chat(i)).values())
                            .as("messages of %s", PEOPLE.get(i).name())
                            .noneMatch(shown -> shown.text().contains("private words"));
                }
            }
        }

        private @Nullable Known numbered(long number) {
            return bot.incidents()
                    .byNumber(number)
                    .map(incident -> incidents.get(incident.key()))
                    .orElse(null);
        }

        private void says(int who, String update) {
            String json = update.replace("@chat", Long.toString(chat(who))).replace("@from", from(who));
            Exchange done = bot.update(json);
            assertThat(done.getException()).as(json).isNull();
            collect();
        }

        /** What the bot has sent directly. */
        private void collect() {
            for (Exchange sent : bot.telegram().getReceivedExchanges()) {
                telegram.send(
                        sent.getMessage().getHeader("CamelTelegramChatId", Long.class),
                        sent.getMessage().getBody());
            }
            bot.telegram().reset();
        }

        private String from(int who) {
            return "{\"id\":" + chat(who) + ",\"is_bot\":false,\"first_name\":\"X\",\"language_code\":\""
                    + (who % 2 == 0 ? "ru" : "en") + "\"}";
        }

        private String text(String text) {
            return "{\"message\":{\"message_id\":" + ++said
                    + ",\"from\":@from,\"chat\":{\"id\":@chat,\"type\":\"private\"},\"text\":\"" + text + "\"}}";
        }

        private String login(int who) {
            return "{\"message\":{\"message_id\":" + ++said
                    + ",\"from\":@from,\"chat\":{\"id\":@chat,\"type\":\"private\"},\"contact\":{\"phone_number\":\""
                    + PEOPLE.get(who).phone() + "\",\"user_id\":@chat}}}";
        }

        private String membership(String status) {
            return "{\"my_chat_member\":{\"from\":@from,\"chat\":{\"id\":@chat,\"type\":\"private\"},"
                    + "\"new_chat_member\":{\"status\":\"" + status + "\"}}}";
        }
    }

    private interface Throwing {
        void run() throws Exception;
    }

    private static void failIfThrows(Throwing what) {
        try {
            what.run();
        } catch (Exception e) {
            throw new AssertionError("A step of a route has failed", e);
        }
    }

    private static final class Counters implements DispatchCounters {
        @Override
        public void dispatched(DispatchOutcome outcome) {}

        @Override
        public void missed() {}

        @Override
        public void escalated(Target target) {}

        @Override
        public void rejected(Rejection.Reason reason) {}
    }
}

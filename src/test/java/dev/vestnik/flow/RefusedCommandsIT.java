package dev.vestnik.flow;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.event.Rejection;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Events go from the inbox to a simulated Telegram, while every command that the service uses is denied for a while, one by one,
 * and while a key of the wrong type takes the place of every key. The commands are those of the scripts and those that Redis has
 * counted, the keys are those that exist: new ones are covered. The audit compares what Redis accepted with what was sent, and
 * asks no counter.
 */
class RefusedCommandsIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Duration OUTAGE = Duration.ofMillis(120);
    private static final String QUICK =
            "&block=100&leaseTime=1000&visibility=3000&backoff=300&maxBackoff=2000&maxDeliveries=10";
    private static final Pattern CALL = Pattern.compile("redis\\.p?call\\('([A-Z]+)'");
    private static final Pattern COUNTED = Pattern.compile("cmdstat_([a-z]+)");

    /** They are needed to connect, or belong to this test. */
    private static final Set<String> NOT_DENIED = Set.of(
            "acl",
            "auth",
            "hello",
            "client",
            "ping",
            "info",
            "scan",
            "select",
            "flushall",
            "command",
            "config",
            "rpush",
            "rename",
            "exists",
            "quit",
            "script");

    private static final String PLANT = """
            if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAME', KEYS[1], KEYS[2]) end
            if ARGV[1] == 'list' then redis.call('SET', KEYS[1], 'planted') else redis.call('RPUSH', KEYS[1], 'planted') end
            return 1""";
    private static final String REPAIR = """
            local planted = ARGV[1] == 'list' and redis.pcall('GET', KEYS[1]) or redis.pcall('LINDEX', KEYS[1], 0)
            if planted == 'planted' then redis.call('DEL', KEYS[1]) end
            if redis.call('EXISTS', KEYS[2]) == 1 then
              if redis.call('EXISTS', KEYS[1]) == 0 then
                redis.call('RENAME', KEYS[2], KEYS[1])
              else
                redis.call('DEL', KEYS[2])
              end
            end
            return 1""";

    private final CamelContext camel = new DefaultCamelContext();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger numbers = new AtomicInteger();
    /** Chat and id of each event that Redis accepted. */
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    /** How many times each was sent. */
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();

    private final Ledger ledger = new Ledger(REDIS.keys(), Duration.ofDays(1), Clock.systemUTC());
    private RedisClient client;
    private RedisCommands<String, String> asService;

    @BeforeEach
    void start() throws Exception {
        acl("on", ">pw", "~*", "&*", "+@all");
        String uri = REDIS.url().replace("redis://", "redis://app:pw@");
        client = RedisClient.create(uri);
        asService = client.connect().sync();
        DispatchFixture dispatch = new DispatchFixture(REDIS, asService);
        dispatch.users.login(1001, ANNA.phone(), "ru");
        dispatch.users.login(1002, BORIS.phone(), "ru");
        dispatch.users.joinPool(1001, null);
        dispatch.users.joinPool(1002, null);

        RedisStreamsComponent streams = new RedisStreamsComponent();
        streams.getConfiguration().setRedisUri(uri);
        streams.getConfiguration().setKeyPrefix(REDIS.keys().prefix());
        camel.addComponent("redis-streams", streams);
        DispatchSteps steps = new DispatchSteps(
                dispatch.dispatcher,
                new DispatchCounters() {
                    @Override
                    public void dispatched(DispatchOutcome outcome) {}

                    @Override
                    public void missed() {}

                    @Override
                    public void escalated(EscalationPolicy.Target target) {}

                    @Override
                    public void rejected(Rejection.Reason reason) {}
                },
                dispatch.incidents,
                new IncidentNews(dispatch.users, new Languages("ru")),
                new SilenceNews(
                        dispatch.users,
                        new Languages("ru"),
                        new AreaNames(dispatch.directories),
                        new StatusNames(Samples.STATUSES),
                        new DutyTimes(ZoneOffset.UTC, Clock.systemUTC())),
                Acts.NONE,
                Clock.systemUTC());
        camel.getRegistry().bind("dispatchSteps", steps);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:events?operation=drain&list=inbox&block=100")
                        .to("mock:drained");
                from("redis-streams:events?group=dispatch&lease=dispatch&batchSize=20" + QUICK)
                        .to("bean:dispatchSteps?method=readEntries")
                        .to("bean:dispatchSteps?method=findRecipients")
                        .to("redis-streams:outbox?keyed=true&settle=true");
                from("redis-streams:outbox?keyed=true&batchSize=10&rate=2000/s" + QUICK)
                        .process(RefusedCommandsIT.this::send);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        camel.close();
        client.shutdown();
    }

    private static void acl(String... rules) {
        CommandArgs<String, String> words =
                new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("app");
        for (String rule : rules) {
            words.add(rule);
        }
        REDIS.commands().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), words);
    }

    /** Sends the messages, and enlists their outcomes. */
    private void send(Exchange exchange) {
        long chat = exchange.getMessage().getHeader(RedisStreamsConstants.KEY, Long.class);
        List<OutboxEntry> entries = new ArrayList<>();
        for (Object part : exchange.getMessage().getBody(List.class)) {
            Map<String, String> fields = new HashMap<>();
            ((Message) part).getBody(Map.class).forEach((field, value) -> fields.put("" + field, "" + value));
            entries.add(OutboxEntry.of(chat, fields));
        }
        List<String> ids = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            String event = Objects.requireNonNull(asService.get(REDIS.keys().event(entry.event())), "the event");
            ids.add(chat + " " + EventJson.read(event).id());
        }
        Settlement settlement = Settlement.of(exchange);
        for (OutboxEntry entry : entries) {
            for (RedisWrite write : ledger.recordDelivery(chat, DeliveryOutcome.SENT, 1L, "", List.of(entry))) {
                settlement.enlist(write.command());
            }
        }
        ids.forEach(id -> sent.merge(id, 1, Integer::sum));
    }

    /** Pushes an event every few milliseconds; it is accepted if Redis says so. */
    private void push(RedisCommands<String, String> redis) {
        Set<Integer> opened = new HashSet<>();
        try {
            while (!over.await(4, TimeUnit.MILLISECONDS)) {
                int n = numbers.incrementAndGet();
                String status = List.of("critical", "warning", "resolved").get(n % 3);
                boolean north = n / 3 % 2 == 0;
                String json =
                        "{\"id\":\"e%d\",\"key\":\"k%d\",\"status\":\"%s\",\"title\":\"t\",\"area\":\"%s\",\"time\":\"%s\"}"
                                .formatted(n, n / 3 % 50, status, north ? "north" : "south", Instant.now());
                try {
                    redis.rpush(REDIS.keys().inbox(), json);
                    if (!status.equals("resolved")) {
                        opened.add(n / 3);
                    }
                    // The end of an incident is for those who were told of it: for nobody if Redis refused its events.
                    if (opened.contains(n / 3)) {
                        accepted.add((north ? 1001 : 1002) + " e" + n);
                    }
                } catch (RedisException refused) {
                    // A sender would try again; for this test another event will do.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void outage() throws InterruptedException {
        assertThat(over.await(OUTAGE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    private static Set<String> commands() throws IOException {
        Set<String> commands = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".lua")).toList()) {
                CALL.matcher(Files.readString(script))
                        .results()
                        .forEach(call -> commands.add(call.group(1).toLowerCase(Locale.ROOT)));
            }
        }
        COUNTED.matcher(REDIS.commands().info("commandstats"))
                .results()
                .forEach(counted -> commands.add(counted.group(1)));
        commands.removeAll(NOT_DENIED);
        return commands;
    }

    /** Adds one key of each kind, with its type: keys that differ in digits only are of one kind. Some exist for moments. */
    private static void addKeys(Map<String, KeyOfKind> kinds) {
        Map<String, String> ofEachKind = new TreeMap<>();
        ScanIterator.scan(REDIS.commands(), ScanArgs.Builder.limit(1000))
                .forEachRemaining(key -> ofEachKind.put(key.replaceAll("\\d+", "#"), key));
        ofEachKind.forEach((kind, key) -> {
            String type = REDIS.commands().type(key);
            if (!type.equals("none")) {
                kinds.put(kind, new KeyOfKind(key, type));
            }
        });
    }

    private record KeyOfKind(String key, String type) {}

    @Test
    void whateverRedisRefusesForAWhileNothingIsLostOrSentTwice() throws Exception {
        RedisCommands<String, String> pushing = REDIS.moreCommands();
        Thread sender = new Thread(() -> push(pushing), "sender");
        sender.start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sent.size() > 100);

        Set<String> commands = commands();
        assertThat(commands).contains("xadd", "hset", "zadd", "sadd", "mset", "pexpire", "hincrby", "publish", "time");
        Map<String, KeyOfKind> kinds = new TreeMap<>();
        for (String command : commands) {
            acl("-" + command);
            outage();
            acl("+@all");
            addKeys(kinds);
        }
        assertThat(kinds)
                .containsKeys("vestnik:incidents:open", "vestnik:outbox:due", "vestnik:outbox:#", "vestnik:ledger:sum");
        for (KeyOfKind kind : kinds.values()) {
            String[] names = {kind.key(), "backup"};
            REDIS.commands().eval(PLANT, ScriptOutputType.INTEGER, names, kind.type());
            outage();
            REDIS.commands().eval(REPAIR, ScriptOutputType.INTEGER, names, kind.type());
        }
        over.countDown();
        sender.join();

        Awaitility.await("all is sent").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(missing())
                .isEmpty());
        Awaitility.await("the ledger balances").atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        LedgerBalance.read(REDIS.commands(), REDIS.keys()))
                .satisfies(balance ->
                        assertThat(balance.missing()).as("%s", balance).isZero())
                .satisfies(balance -> assertThat(balance.waiting()).isZero()));
        assertThat(sent).as("sent twice").allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(REDIS.commands()
                        .exists(
                                REDIS.keys().outbox() + ":dead",
                                REDIS.keys().events() + ":dead",
                                REDIS.keys().rejected()))
                .as("dead letters or rejected events")
                .isZero();
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>(accepted);
        missing.removeAll(sent.keySet());
        return missing;
    }
}

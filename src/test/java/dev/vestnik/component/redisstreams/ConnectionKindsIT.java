package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same routes on every kind of Redis: with users, behind Sentinel, as a Cluster, over TLS. */
class ConnectionKindsIT {
    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new java.util.ArrayList<>();
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RedisNode node(boolean sentinel, String... lines) throws IOException {
        RedisNode node = new RedisNode(folder, sentinel, lines);
        open.add(node);
        return node;
    }

    private RedisClient client(String uri) {
        RedisClient client = RedisClient.create(uri);
        open.add(client::shutdown);
        return client;
    }

    /** One group consumer, one keyed one, and the routes that write to them. */
    private CamelContext start(java.util.function.Consumer<RedisStreamsConfiguration> prepare) throws Exception {
        CamelContext context = new DefaultCamelContext();
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.getConfiguration().setKeyPrefix("{t}:");
        prepare.accept(component.getConfiguration());
        context.addComponent("redis-streams", component);
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:s?group=g&lease=only&retention=1h&leaseTime=600&visibility=600&block=100")
                        .routeId("group")
                        .setHeader(RedisStreamsConstants.KEY, constant("k"))
                        .to("redis-streams:out?keyed=true&settle=true");
                from("redis-streams:out?keyed=true&visibility=600&rate=1000/s")
                        .routeId("keyed")
                        .process(exchange -> seen.add(RedisStreamsTest.value(exchange.getMessage())));
            }
        });
        context.start();
        open.add(context);
        return context;
    }

    private void passes(CamelContext context, String n) {
        RedisStreamsTest.eventually(() -> context.createProducerTemplate().sendBody("redis-streams:s", Map.of("n", n)));
        RedisStreamsTest.eventually(() -> assertThat(seen).contains(n));
    }

    @Test
    void worksAsAUserWhoMayDoWhatItNeedsAndNothingElse() throws Exception {
        RedisNode node = node(
                false,
                "user default off",
                "user admin on >root ~* &* +@all",
                "user app on >pass%word ~{t}:* &{t}:* -@all +@read +@write +@stream +@scripting +@pubsub +@connection"
                        + " +xinfo|groups +client|id +client|unblock +time");
        CamelContext context = start(options -> options.setRedisUri("redis://app:pass%25word@127.0.0.1:" + node.port));
        passes(context, "1");
        passes(context, "2");
        RedisCommands<String, String> admin = node.connect(client("redis://admin:root@127.0.0.1:" + node.port));
        assertThat(admin.aclLog()).isEmpty();
    }

    @Test
    void saysThatThePasswordIsWrongAndNotWhichItIs() throws Exception {
        RedisNode node = node(false, "user default on >right ~* &* +@all");
        CamelContext context =
                start(options -> options.setRedisUri("redis://default:wrong-secret@127.0.0.1:" + node.port));
        RedisStreamsConsumer consumer =
                (RedisStreamsConsumer) context.getRoute("group").getConsumer();
        RedisStreamsTest.eventually(() -> assertThat(consumer.getProblem()).contains("WRONGPASS"));
        assertThat(consumer.getProblem()).doesNotContain("wrong-secret");
        RedisStreamsTest.eventually(
                () -> assertThatThrownBy(() -> context.createProducerTemplate().sendBody("redis-streams:s", "x"))
                        .satisfies(problem ->
                                assertThat(stack(problem)).contains("WRONGPASS").doesNotContain("wrong-secret")));
    }

    private static String stack(Throwable problem) {
        java.io.StringWriter text = new java.io.StringWriter();
        problem.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void followsTheMasterThatSentinelNames() throws Exception {
        RedisNode master = node(false, "repl-diskless-sync-delay 0");
        RedisNode replica = node(false, "replicaof 127.0.0.1 " + master.port, "repl-diskless-sync-delay 0");
        RedisCommands<String, String> second = replica.connect(client(replica.uri()));
        RedisStreamsTest.eventually(() -> assertThat(second.info("replication")).contains("master_link_status:up"));
        RedisNode sentinel = node(
                true,
                "sentinel monitor main 127.0.0.1 " + master.port + " 1",
                "sentinel down-after-milliseconds main 1000",
                "sentinel failover-timeout main 5000");
        RedisCommands<String, String> watch = sentinel.connect(client(sentinel.uri()));
        RedisStreamsTest.eventually(() -> assertThat(watch.info("sentinel")).contains("slaves=1"));

        CamelContext context =
                start(options -> options.setRedisUri("redis-sentinel://127.0.0.1:" + sentinel.port + "#main"));
        passes(context, "before");
        master.kill();
        passes(context, "after");
        assertThat(second.role().get(0)).isEqualTo("master");
    }

    @Test
    void aSettlementFindsTheNewMasterThoughTheOldOneEndsNoConnection() throws Exception {
        RedisNode master = node(false, "repl-diskless-sync-delay 0");
        RedisNode replica = node(false, "replicaof 127.0.0.1 " + master.port, "repl-diskless-sync-delay 0");
        RedisCommands<String, String> first = master.connect(client(master.uri()));
        RedisCommands<String, String> second = replica.connect(client(replica.uri()));
        RedisStreamsTest.eventually(() -> assertThat(second.info("replication")).contains("master_link_status:up"));
        TestProxy proxy = new TestProxy(master.port);
        open.add(proxy);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = new DefaultCamelContext();
        open.add(context);
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.getConfiguration().setRedisUri(proxy.uri());
        context.addComponent("redis-streams", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("redis-streams:s?group=g&lease=only&leaseTime=60000").process(exchange -> {
                    seen.add(RedisStreamsTest.value(exchange.getMessage()));
                    go.await(20, TimeUnit.SECONDS);
                });
            }
        });
        context.start();
        first.xadd("s", Map.of("n", "1"));
        RedisStreamsTest.eventually(() -> assertThat(seen).containsExactly("1"));
        assertThat(first.waitForReplication(1, 5000)).isEqualTo(1);

        second.replicaofNoOne();
        first.replicaof("127.0.0.1", replica.port);
        proxy.to(replica.port);
        go.countDown();

        RedisStreamsTest.eventually(
                () -> assertThat(second.xpending("s", "g").getCount()).isZero());
        assertThat(seen).containsExactly("1");
    }

    @Test
    void worksOnAClusterInOneSlotAndGoesOnAfterItsNodeRestarted() throws Exception {
        RedisNode node = node(false, "cluster-enabled yes", "appendonly yes", "cluster-node-timeout 2000");
        RedisCommands<String, String> direct = node.connect(client(node.uri()));
        direct.clusterAddSlots(java.util.stream.IntStream.range(0, 16384).toArray());
        RedisStreamsTest.eventually(() -> assertThat(direct.clusterInfo()).contains("cluster_state:ok"));

        CamelContext context = start(options -> {
            options.setRedisUri(node.uri());
            options.setCluster(true);
        });
        passes(context, "1");
        RedisStreamsEndpoint endpoint = context.getEndpoint("redis-streams:s", RedisStreamsEndpoint.class);
        assertThat(endpoint.deadLetters().count()).isZero();

        node.kill();
        node.start();
        passes(context, "2");

        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?keyPrefix=t:&group=g")
                        .createConsumer(exchange -> {}))
                .hasMessageContaining("needs a hash tag such as {bot}");
    }

    @Test
    void worksOverTls() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Path certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
        Path key = pem(
                "PRIVATE KEY", keys.getKey("redis", "changeit".toCharArray()).getEncoded());
        RedisNode node = node(
                false,
                "port 0",
                "tls-port PORT",
                "tls-cert-file " + certificate,
                "tls-key-file " + key,
                "tls-ca-cert-file " + certificate,
                "tls-auth-clients no");

        passes(start(options -> options.setRedisUri("rediss://127.0.0.1:" + node.port + "?verifyPeer=NONE")), "1");

        CamelContext trusting = start(options -> options.setRedisUri("rediss://127.0.0.1:" + node.port));
        RedisStreamsConsumer consumer =
                (RedisStreamsConsumer) trusting.getRoute("group").getConsumer();
        RedisStreamsTest.eventually(() -> assertThat(consumer.getProblem()).isNotEmpty());
        assertThat(consumer.isConnected())
                .as("to a server whose certificate nobody signed")
                .isFalse();

        RedisClient given = client("rediss://127.0.0.1:" + node.port);
        given.setOptions(ClientOptions.builder()
                .sslOptions(
                        SslOptions.builder().trustManager(certificate.toFile()).build())
                .build());
        passes(start(options -> options.setClient(given)), "2");
    }

    private Path pem(String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n",
                StandardCharsets.US_ASCII);
    }
}

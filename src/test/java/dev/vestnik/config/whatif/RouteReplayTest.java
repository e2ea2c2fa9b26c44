package dev.vestnik.config.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.VestnikApplication;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.dispatch.EventStreamEntry.Raw;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.check.OfflineRoutes;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import dev.vestnik.whatif.Comparison;
import dev.vestnik.whatif.DispatchReplay;
import dev.vestnik.whatif.RecordedSilences;
import dev.vestnik.whatif.WhatIfResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RouteReplayTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Person ANNA = new Person("+79160000001", "Anna", Set.of("north"), Role.OPERATOR, "en", null);
    private static final Person BORIS = new Person("+79160000002", "Boris", Set.of("north"), Role.OPERATOR, "en", null);

    /** The last step of the shipped route. */
    private static final String TO_OUTBOX = "        - to:\n            id: to-outbox";

    private static final String FIND_RECIPIENTS = "        - bean:\n            id: find-recipients";

    private static OfflineRoutes routes;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readDefinitions() {
        routes = new OfflineRoutes(VestnikApplication.class, LibraryFolder.DEFAULT);
    }

    @AfterAll
    static void closeDefinitions() {
        routes.close();
    }

    @Test
    void theShippedRouteDispatchesAsTheDispatcherDoes() throws IOException {
        write(shipped());

        WhatIfResult result = compare("critical", "info", "no status", "resolved");

        assertThat(result.differences()).isEmpty();
        assertThat(result.then().outcomes()).containsEntry("rejected", 1).containsEntry("routed", 3);
        assertThat(result.then().messages()).isEqualTo(6);
    }

    @Test
    void aFilterInARouteThatIsCalledTakesEffectAndNothingIsWritten() throws IOException {
        Path out = folder.resolve("out");
        write(shipped().replace(TO_OUTBOX, """
                        - to: {id: to-file, uri: "file:%s"}
                        - to: {id: to-nobody, uri: "direct:not-there"}
                        - to: {id: to-not-boris, uri: "direct:not-boris"}
                        - stop: {id: no-further}
                """.formatted(out) + TO_OUTBOX) + """
                - route:
                    id: not-boris
                    from:
                      uri: direct:not-boris
                      steps:
                        - split:
                            id: each-entry
                            simple: "${body}"
                            steps:
                              - filter:
                                  id: is-not-boris
                                  simple: "${header.CamelRedisStreamsKey} != '2'"
                                  steps:
                                    - to: {id: to-others, uri: "redis-streams:outbox?keyed=true&settle=true"}
                """);

        WhatIfResult result = compare("critical");

        assertThat(result.people())
                .extracting("name", "now", "then", "removed")
                .containsExactly(tuple("Anna", 1, 1, 0), tuple("Boris", 1, 0, 1));
        assertThat(out).doesNotExist();
    }

    @Test
    void anEventThatFailsHoldsUpNoOther() throws IOException {
        write(shipped().replace(TO_OUTBOX, """
                        - filter:
                            id: if-one
                            simple: "${body.size} > 2"
                            steps:
                              - throwException: {id: refuse, exceptionType: java.lang.IllegalStateException, message: too many}
                """ + TO_OUTBOX));

        WhatIfResult result = compare("critical", "critical");

        assertThat(result.then().outcomes()).containsExactly(Map.entry("routed", 2));
        assertThat(result.then().missed()).isZero();
    }

    @Test
    void anEventThatTheRouteDoesNotDispatchIsLeftOut() throws IOException {
        write(shipped().replace(FIND_RECIPIENTS, """
                        - filter:
                            id: if-any
                            simple: "${body.size} > 0"
                            steps:
                              - stop: {id: leave-out}
                """ + FIND_RECIPIENTS));

        WhatIfResult result = compare("critical");

        assertThat(result.then().missed()).isEqualTo(1);
        assertThat(result.differences())
                .extracting("now", "then", "removed")
                .containsExactly(tuple("routed", "left_out", List.of("Anna", "Boris")));
    }

    @Test
    void aFolderWithoutTheRouteAndAnotherBeanAreRefused() throws IOException {
        Files.writeString(folder.resolve("other.camel.yaml"), "- from: {uri: 'direct:a', steps: [{log: a}]}");
        assertThatThrownBy(() -> replay("then"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("There is no route event-dispatch from redis-streams:events in " + folder);

        write(shipped().replace(TO_OUTBOX, "        - bean: {id: other, ref: cardSteps, method: a}\n" + TO_OUTBOX));
        assertThatThrownBy(() -> replay("then"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("cardSteps");
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("routes/event-dispatch.camel.yaml"));
    }

    private void write(String route) throws IOException {
        Files.writeString(folder.resolve("event-dispatch.camel.yaml"), route);
    }

    @Test
    void placeholdersHaveTheValuesOfTheChangedSettings() throws IOException {
        write(shipped().replace(FIND_RECIPIENTS, """
                        - filter:
                            id: if-many
                            simple: "${body.size} > {{limit.of-a-batch}}"
                            steps:
                              - stop: {id: leave-out}
                """ + FIND_RECIPIENTS));
        Path settings = Files.writeString(folder.resolve("other.yml"), "limit: {of-a-batch: 1}");

        assertThat(routes.faults(OfflineRoutes.changedBy(folder)).toString()).contains("limit.of-a-batch");
        try (OfflineRoutes changed = new OfflineRoutes(VestnikApplication.class, LibraryFolder.DEFAULT, settings)) {
            assertThat(changed.faults(OfflineRoutes.changedBy(folder))).isEmpty();
            assertThat(compare(changed, "critical", "critical").then().outcomes())
                    .containsExactly(Map.entry("left_out", 2));
        }
    }

    private WhatIfResult compare(String... statuses) {
        return compare(routes, statuses);
    }

    private WhatIfResult compare(OfflineRoutes routes, String... statuses) {
        DispatchReplay now = dispatch("now");
        DispatchReplay then = dispatch("then");
        Comparison comparison = new Comparison(now, then, RecordedSilences.NONE);
        List<Raw> events = new ArrayList<>();
        for (String status : statuses) {
            String body =
                    "{\"status\":\"%s\",\"title\":\"Pump\",\"key\":\"pump\",\"area\":\"north\"}".formatted(status);
            events.add(new Raw(1000 + events.size() + "-0", body.getBytes(StandardCharsets.UTF_8)));
        }
        try (RouteReplay route = new RouteReplay(folder, routes, then, "en")) {
            then.through(route);
            comparison.replay(events);
        }
        return comparison.result();
    }

    private void replay(String name) {
        new RouteReplay(folder, routes, dispatch(name), "en").close();
    }

    private static DispatchReplay dispatch(String name) {
        UserService users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        users.login(1, ANNA.phone(), "en");
        users.login(2, BORIS.phone(), "en");
        users.joinPool(1, null);
        users.joinPool(2, null);
        DispatchReplay replay = new DispatchReplay(REDIS.commands(), name, Samples.STATUSES, null);
        replay.directories().replace(Directory.of(List.of(ANNA, BORIS), Map.of("north", "North"), Map.of()));
        replay.useUsers(REDIS.commands().hgetall(REDIS.keys().users()), false);
        return replay;
    }
}

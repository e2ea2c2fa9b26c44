package dev.vestnik.config.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vestnik.config.settings.AreaColumns;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.csv.DirectoryFolder;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.RefreshResult;
import dev.vestnik.event.Statuses;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.check.OfflineRoutes;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.StatusRules;
import dev.vestnik.store.Keys;
import dev.vestnik.whatif.Comparison;
import dev.vestnik.whatif.DispatchReplay;
import dev.vestnik.whatif.RecordedEvents;
import dev.vestnik.whatif.RecordedSilences;
import dev.vestnik.whatif.WhatIfResult;
import dev.vestnik.whatif.WhatIfText;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * {@code what-if}, with the arguments of {@link WhatIfArguments}: dispatches the events of the stream twice, as things are and
 * with the change, and prints who would have got what instead. It sends nothing and writes nothing to the Redis of the service.
 */
public final class WhatIfCommand {
    /** The first argument. */
    public static final String NAME = "what-if";

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int WRONG_USAGE = 2;

    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    /** @param application the class that a start runs */
    public WhatIfCommand(Class<?> application, PrintStream out, PrintStream err, Clock clock) {
        this.application = application;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** @return the exit status: 0 done, 1 it cannot be done as things are, 2 the arguments are wrong */
    public int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.println(WhatIfArguments.HELP);
            return DONE;
        }
        WhatIfArguments parsed;
        try {
            parsed = WhatIfArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(WhatIfArguments.USAGE);
            return WRONG_USAGE;
        }
        try {
            WhatIfResult result = compare(parsed);
            out.print(parsed.json() ? json(result) : WhatIfText.of(result));
            out.flush();
            return DONE;
        } catch (StartRefusedException | RedisException | IOException e) {
            err.println(e.getMessage());
            return REFUSED;
        }
    }

    private WhatIfResult compare(WhatIfArguments arguments) throws IOException {
        VestnikProperties now = CommandSettings.read(null);
        VestnikProperties then = arguments.settings() == null ? now : CommandSettings.read(arguments.settings());
        Statuses statuses =
                arguments.statuses() == null ? statuses(then) : new Statuses(StatusesFile.read(arguments.statuses()));
        Path folder = Files.createTempDirectory("vestnik-what-if");
        Path changedRoutes = arguments.routes();
        try (OfflineRoutes routes = changedRoutes == null ? null : checkedRoutes(changedRoutes, arguments.settings());
                CommandRedis service = CommandRedis.of(now.redis());
                CommandRedis own = CommandRedis.own(folder)) {
            Keys keys = new Keys(now.botName());
            Map<String, String> users = service.commands().hgetall(keys.users());
            DispatchReplay before = new DispatchReplay(own.commands(), "now", statuses(now), now.defaultArea());
            before.directories().replace(new DirectoryService(service.commands(), keys, true).current());
            before.useUsers(users, arguments.allOnDuty());
            DispatchReplay after = new DispatchReplay(own.commands(), "then", statuses, then.defaultArea());
            change(after, new AreaColumns(statuses), own.commands(), before, arguments.directory());
            after.useUsers(users, arguments.allOnDuty());
            Comparison comparison = new Comparison(before, after, RecordedSilences.read(service.commands(), keys));
            RecordedEvents events = new RecordedEvents(service.commands(), keys);
            if (changedRoutes == null || routes == null) {
                replay(events, arguments.since(), comparison);
            } else {
                try (OfflineRoutes asTheyAre = new OfflineRoutes(application, LibraryFolder.DEFAULT);
                        RouteReplay present = new RouteReplay(OfflineRoutes.ROUTES, asTheyAre, before, now.language());
                        RouteReplay changed = new RouteReplay(changedRoutes, routes, after, then.language())) {
                    before.through(present);
                    after.through(changed);
                    replay(events, arguments.since(), comparison);
                    if (changed.failure() != null) {
                        err.println("The first event that fails in the changed route fails with: " + changed.failure());
                    }
                }
            }
            return comparison.result();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void replay(RecordedEvents events, @Nullable Duration since, Comparison comparison) {
        Instant begun = clock.instant();
        Instant first = since == null ? Instant.EPOCH : begun.minus(since);
        long entries = events.entries();
        Instant[] told = {begun};
        events.read(first, batch -> {
            comparison.replay(batch);
            if (Duration.between(told[0], clock.instant()).compareTo(PROGRESS) > 0) {
                told[0] = clock.instant();
                err.printf("%,d events of at most %,d are replayed%n", comparison.events(), entries);
            }
        });
    }

    /** @throws StartRefusedException with all faults, one a line */
    private OfflineRoutes checkedRoutes(Path folder, @Nullable Path settings) {
        OfflineRoutes routes = new OfflineRoutes(application, LibraryFolder.DEFAULT, settings);
        List<RouteFault> faults = routes.faults(OfflineRoutes.changedBy(folder));
        if (!faults.isEmpty()) {
            routes.close();
            throw new StartRefusedException(RouteFault.text(faults));
        }
        return routes;
    }

    private static Statuses statuses(VestnikProperties settings) {
        return new Statuses(StatusRules.checked(settings.statuses().stream()
                .map(VestnikProperties.StatusProperties::status)
                .toList()));
    }

    private static void change(
            DispatchReplay after,
            AreaColumns columns,
            RedisClusterCommands<String, String> redis,
            DispatchReplay before,
            @Nullable Path folder) {
        if (folder == null) {
            after.directories().replace(before.directories().current());
            return;
        }
        RefreshResult read = new DirectoryRefresher(
                        after.directories(),
                        new DirectoryRefusals(redis, new Keys("then")),
                        new DirectoryFolder(folder),
                        columns,
                        1,
                        true)
                .refresh(Set.of(), true);
        if (read instanceof RefreshResult.Refused refused) {
            StringBuilder faults = new StringBuilder("The directory in " + folder + " is not valid:");
            refused.problems().forEach(problem -> faults.append("\n  ").append(problem));
            throw new StartRefusedException(faults.toString());
        }
    }

    private static String json(WhatIfResult result) {
        try {
            return JsonMapper.builder()
                            .addModule(new JavaTimeModule())
                            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(result)
                    + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.vestnik.config;

import dev.vestnik.config.settings.AreaColumns;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.csv.DirectoryFiles;
import dev.vestnik.directory.csv.DirectoryFolder;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.DirectorySource;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.DirectorySourceSteps;
import dev.vestnik.flow.DirectorySourceSteps.HttpDirectory;
import dev.vestnik.flow.DirectorySteps;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.ops.DirectoryHealth;
import dev.vestnik.start.SandboxHost;
import dev.vestnik.start.settings.DirectoryOrigin;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.RedisSerializer;

/** The directory and the users, and the beans of {@code directory-refresh.camel.yaml} and {@code directory-source.camel.yaml}. */
@Configuration(proxyBeanMethods = false)
public class DirectoryConfiguration {
    @Bean
    DirectoryService directories(RedisClusterCommands<String, String> redis, Keys keys, SandboxHost host) {
        return new DirectoryService(redis, keys, host.sandbox());
    }

    @Bean
    UserService userService(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses, Clock clock) {
        return new UserService(redis, keys, statuses, clock);
    }

    @Bean
    ReceivedDirectory receivedDirectory() {
        return new ReceivedDirectory();
    }

    @Bean
    DirectoryRefusals directoryRefusals(RedisClusterCommands<String, String> redis, Keys keys) {
        return new DirectoryRefusals(redis, keys);
    }

    @Bean
    DirectoryRefresher directoryRefresher(
            DirectoryService directories,
            DirectoryRefusals refusals,
            ReceivedDirectory received,
            VestnikProperties properties,
            Statuses statuses,
            SandboxHost host) {
        return new DirectoryRefresher(
                directories,
                refusals,
                source(properties, host, received),
                new AreaColumns(statuses),
                properties.directory().maxRemovals(),
                host.sandbox());
    }

    /** What routes deliver; or the folder; in the sandbox, if the folder has no files, the sample directory. */
    private static DirectorySource source(VestnikProperties properties, SandboxHost host, ReceivedDirectory received) {
        if (properties.directory().source() != DirectoryOrigin.FILES) {
            return received;
        }
        Path folder = properties.directory().folder();
        return host.sandbox() && !Files.exists(folder.resolve("people.csv"))
                ? new Sample()
                : new DirectoryFolder(folder);
    }

    @Bean
    DirectorySteps directorySteps(
            DirectoryRefresher refresher,
            DirectoryService directories,
            UserService users,
            IncidentStore incidents,
            AdminNotices notices,
            VestnikProperties properties) {
        return new DirectorySteps(
                refresher,
                directories,
                users,
                incidents,
                notices,
                properties.retention().untouched(),
                properties.flushAreas() || properties.flushRangeips());
    }

    @Bean
    DirectorySourceSteps directorySourceSteps(
            ReceivedDirectory received, AdminNotices notices, VestnikProperties properties) {
        VestnikProperties.Directory settings = properties.directory();
        return new DirectorySourceSteps(
                received,
                settings.source() != DirectoryOrigin.FILES,
                new HttpDirectory(
                        Objects.requireNonNullElse(settings.http().url(), ""),
                        Objects.requireNonNullElse(settings.http().token(), "")),
                notices);
    }

    @Bean
    DirectoryHealth directoryHealth(
            DirectoryRefresher refresher, DirectoryService directories, ReceivedDirectory received) {
        return new DirectoryHealth(refresher, directories, received);
    }

    /** Messages between instances are text. Java serialization, the default, would deserialize objects that anybody publishes. */
    @Bean
    RedisSerializer<String> redisText() {
        return RedisSerializer.string();
    }

    /** The directory of the sandbox: three people in two areas. */
    private record Sample() implements DirectoryFiles {
        @Override
        public Optional<byte[]> read(String file) throws IOException {
            try (InputStream in = Sample.class.getResourceAsStream("/sandbox/" + file)) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        }

        @Override
        public String where() {
            return "the sandbox's sample";
        }
    }
}

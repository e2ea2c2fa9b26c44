package dev.vestnik.config;

import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.directory.DirectoryFolder;
import dev.vestnik.directory.DirectoryRefresher;
import dev.vestnik.directory.DirectorySource;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.RefreshDirectory;
import dev.vestnik.flow.ReloadDirectory;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.RedisSerializer;

/** The directory and the users: what they stand on, and the steps of {@code directory-refresh.camel.yaml}. */
@Configuration(proxyBeanMethods = false)
public class DirectoryConfiguration {
    @Bean
    CurrentDirectory directories(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            @Value("${vestnik.sandbox.active}") boolean sandbox) {
        return new CurrentDirectory(redis, keys, sandbox);
    }

    @Bean
    UserService userService(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses) {
        return new UserService(redis, keys, statuses);
    }

    /** The folder; in the sandbox its own sample, unless there are files in the folder. */
    @Bean
    DirectorySource directorySource(VestnikProperties properties, @Value("${vestnik.sandbox.active}") boolean sandbox) {
        Path folder = properties.directory().folder();
        return sandbox && !Files.exists(folder.resolve("people.csv")) ? new Sample() : new DirectoryFolder(folder);
    }

    @Bean
    DirectoryRefresher directoryRefresher(
            CurrentDirectory directories,
            DirectorySource source,
            VestnikProperties properties,
            @Value("${vestnik.sandbox.active}") boolean sandbox) {
        return new DirectoryRefresher(
                directories, source, properties.directory().maxRemovals(), sandbox);
    }

    @Bean
    RefreshDirectory refreshDirectory(DirectoryRefresher refresher, UserService users, VestnikProperties properties) {
        return new RefreshDirectory(refresher, users, properties.flushAreas() || properties.flushRangeips());
    }

    /** What is told between instances is text: Java's own serialisation, the default, would run what strangers publish. */
    @Bean
    RedisSerializer<String> redisText() {
        return RedisSerializer.string();
    }

    @Bean
    ReloadDirectory reloadDirectory(CurrentDirectory directories) {
        return new ReloadDirectory(directories);
    }

    /** The sandbox's three people in two areas. */
    private record Sample() implements DirectorySource {
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

package dev.vestnik.config.whatif;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.embedded.EmbeddedRedis;
import dev.vestnik.start.redis.RedisAddress;
import dev.vestnik.start.settings.SettingRules;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection of a command to a Redis. */
final class CommandRedis implements AutoCloseable {
    /** Longer than a replay's longest batch. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RedisClient client;
    private final RedisClusterCommands<String, String> commands;
    private final @Nullable EmbeddedRedis embedded;

    private CommandRedis(RedisURI uri, @Nullable EmbeddedRedis embedded) {
        uri.setTimeout(TIMEOUT);
        uri.setClientName(EmbeddedRedis.CLIENT_PREFIX + WhatIfCommand.NAME);
        this.embedded = embedded;
        this.client = RedisClient.create(uri);
        this.commands = client.connect().sync();
    }

    /** The Redis of the service. */
    static CommandRedis of(VestnikProperties.Redis settings) {
        String url = settings.url();
        return url == null || url.isEmpty() || url.equals(SettingRules.EMBEDDED_REDIS)
                ? embedded(settings.folder())
                : new CommandRedis(RedisAddress.parse(url), null);
    }

    /** A Redis of the command's own, whose data is gone with it. */
    static CommandRedis own(Path folder) {
        CommandRedis own = embedded(folder);
        own.commands().configSet("appendonly", "no");
        return own;
    }

    /** The embedded Redis of this folder, which is started unless it runs. */
    private static CommandRedis embedded(Path folder) {
        EmbeddedRedis redis = EmbeddedRedis.startOrJoin(folder);
        try {
            return new CommandRedis(RedisURI.create(redis.uri()), redis);
        } catch (RuntimeException failed) {
            redis.close();
            throw failed;
        }
    }

    RedisClusterCommands<String, String> commands() {
        return commands;
    }

    @Override
    public void close() {
        client.shutdown();
        if (embedded != null) {
            embedded.close();
        }
    }
}

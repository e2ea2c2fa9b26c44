package dev.vestnik.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis for one test class, with AOF. It can be stopped and started again with the same data and port.
 *
 * <p>The JUnit configuration parameter, and so system property, {@code vestnik.test.redis} chooses where it runs:
 * {@code embedded} (the default) starts it from the jar; an image name such as {@code redis:8-alpine} in a container.
 */
public interface RealRedis extends AutoCloseable {
    String PLACE = "vestnik.test.redis";

    /** Starts a Redis; aborts the test if its container is optional and not available. */
    static RealRedis start(ExtensionContext test, Path folder) {
        String place = test.getConfigurationParameter(PLACE).orElse("embedded");
        RealRedis redis = place.equals("embedded")
                ? new RedisFromJar(folder, FreePort.find())
                : RedisInContainer.create(place, FreePort.find());
        redis.start();
        return redis;
    }

    int port();

    void start();

    /** Stops it gracefully; its data stays on disk. */
    void stop();

    @Override
    void close();

    default String url() {
        return "redis://127.0.0.1:" + port();
    }
}

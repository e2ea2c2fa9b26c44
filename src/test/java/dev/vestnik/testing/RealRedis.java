package dev.vestnik.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis of one test class, with AOF, whose port stays the same when it is stopped and started again on its data.
 *
 * <p>Where it runs is said by {@code vestnik.test.redis}, a configuration parameter of JUnit and so a system property too:
 * {@code embedded} (the default), from the jar; or in a container of the image that is named, e.g. {@code redis:8-alpine}.
 */
public interface RealRedis extends AutoCloseable {
    String PLACE = "vestnik.test.redis";

    /** A Redis that runs; aborts the test where one in a container was only wished for, and cannot be had. */
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

    /** In order, with what it has kept on disk. */
    void stop();

    @Override
    void close();

    default String url() {
        return "redis://127.0.0.1:" + port();
    }
}

package dev.vestnik.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import com.redis.testcontainers.RedisContainer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.utility.DockerImageName;

/** A Redis, or what speaks its protocol, in a container. */
final class RedisInContainer implements RealRedis {
    private static final String IMAGE = "vestnik.test.redis.image";
    private static final String USUAL_IMAGE = "redis:7.2-alpine";
    private static @Nullable String missing;

    private final RedisContainer container;
    private final int port;

    private RedisInContainer(RedisContainer container, int port) {
        this.container = container;
        this.port = port;
    }

    /** Aborts the test where there is no Docker and no image was asked for by name, and says so, once. */
    static RedisInContainer create(int port) {
        if (missing != null) {
            abort(missing);
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            skipUnlessAskedFor("no Docker answers", null);
        }
        RedisContainer container = new RedisContainer(
                DockerImageName.parse(System.getProperty(IMAGE, USUAL_IMAGE)).asCompatibleSubstituteFor("redis"));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
        container.withCommand("--appendonly", "yes", "--save", "");
        return new RedisInContainer(container, port);
    }

    private static void skipUnlessAskedFor(String reason, @Nullable Throwable cause) {
        if (System.getProperty(IMAGE) != null) {
            throw new IllegalStateException(
                    "Redis in a container of " + System.getProperty(IMAGE) + " was asked for, but " + reason, cause);
        }
        missing = "SKIPPED the tests against Redis in a container (see InContainerSuiteTest): " + reason;
        System.out.println(missing);
        abort(missing);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        if (container.getContainerId() != null) {
            docker().startContainerCmd(container.getContainerId()).exec();
            return;
        }
        try {
            container.start();
        } catch (ContainerFetchException unavailable) {
            skipUnlessAskedFor(String.valueOf(unavailable.getMessage()), unavailable);
        }
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(Objects.requireNonNull(container.getContainerId()))
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static com.github.dockerjava.api.DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}

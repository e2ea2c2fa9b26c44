package dev.vestnik.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import com.redis.testcontainers.RedisContainer;
import io.lettuce.core.RedisClient;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** A Redis or a compatible server in a container. */
final class RedisInContainer implements RealRedis {
    /** The images whose result has been printed. */
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private final String image;
    private final RedisContainer container;
    private final int port;

    private RedisInContainer(String image, RedisContainer container, int port) {
        this.image = image;
        this.container = container;
        this.port = port;
    }

    /** Aborts the test, and prints the reason once, if the image is not available and was not requested on the command line. */
    static RedisInContainer create(String image, int port) {
        ContainerImage.missing(image).ifPresent(reason -> skipUnlessAskedFor(image, reason));
        RedisContainer container =
                new RedisContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("redis"));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
        container.withCommand("--appendonly", "yes", "--save", "");
        return new RedisInContainer(image, container, port);
    }

    private static void skipUnlessAskedFor(String image, String reason) {
        if (image.equals(System.getProperty(PLACE))) {
            throw new IllegalStateException("A container of " + image + " was asked for, but " + reason);
        }
        String skipped = "SKIPPED the tests against a container of " + image + ": " + reason;
        if (SAID.add(image)) {
            System.out.println(skipped);
        }
        abort(skipped);
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
        container.start();
        sayWhatRuns();
    }

    /** Prints the server's version once for each image, because a tag such as 8-alpine does not state it. */
    private void sayWhatRuns() {
        if (!SAID.add(image)) {
            return;
        }
        try (RedisClient client = RedisClient.create(url())) {
            String about = client.connect().sync().info("server");
            System.out.println("Tested in a container of " + image + ": "
                    + about.lines()
                            .filter(line -> line.matches("(redis|valkey)_version:.*"))
                            .toList());
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

package dev.vestnik.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * Tells whether a container image is available; the result is cached for each image. A missing image is pulled once, within
 * the seconds of {@code pull.timeout} (testcontainers.properties, or TESTCONTAINERS_PULL_TIMEOUT).
 */
final class ContainerImage {
    private static final String NO_RYUK = "TESTCONTAINERS_RYUK_DISABLED";
    private static final Map<String, Optional<String>> MISSING = new ConcurrentHashMap<>();

    private ContainerImage() {}

    /** The reason why no container of the image can run; empty if one can. */
    static Optional<String> missing(String image) {
        DockerClient docker;
        try {
            // Testcontainers' own client would first start Ryuk, its clean-up container, and try for minutes to pull
            // its image.
            docker = DockerClientProviderStrategy.getClientForConfig(
                    DockerClientFactory.instance().getTransportConfig());
        } catch (IllegalStateException e) {
            return Optional.of("no Docker answers");
        }
        String ryuk = TestcontainersConfiguration.getInstance().getRyukImage();
        Optional<String> noRyuk =
                Boolean.parseBoolean(System.getenv(NO_RYUK)) ? Optional.empty() : missing(docker, ryuk);
        return noRyuk.map(reason -> reason + "; " + NO_RYUK + "=true does without")
                .or(() -> missing(docker, image));
    }

    private static Optional<String> missing(DockerClient docker, String image) {
        return MISSING.computeIfAbsent(image, any -> pull(docker, image));
    }

    private static Optional<String> pull(DockerClient docker, String image) {
        try {
            docker.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException notHere) {
            int seconds = TestcontainersConfiguration.getInstance().getImagePullTimeout();
            try {
                boolean pulled = docker.pullImageCmd(image)
                        .exec(new PullImageResultCallback())
                        .awaitCompletion(seconds, TimeUnit.SECONDS);
                return pulled ? Optional.empty() : Optional.of(image + " was not pulled within " + seconds + " s");
            } catch (DockerException | DockerClientException e) {
                return Optional.of(image + " cannot be pulled: "
                        + String.valueOf(e.getMessage()).strip());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("the pull of " + image + " was interrupted");
            }
        }
    }
}

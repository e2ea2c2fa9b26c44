package dev.vestnik.start.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.VestnikApplication;
import dev.vestnik.start.LibraryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps docs/topology.svg equal to the routes. {@code ./mvnw test -Dtest=TopologyCommandTest -Dtopology.write=true} draws it
 * anew.
 */
class TopologyCommandTest {
    private static final Path PICTURE = Path.of("docs/topology.svg");
    private static final Pattern BOX =
            Pattern.compile("<rect class=\"\\w+\" x=\"(-?\\d+)\" y=\"(\\d+)\" width=\"(\\d+)\" height=\"(\\d+)\"");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The place of a node. */
    private record Box(int left, int top, int width, int height) {
        private boolean meets(Box other) {
            return left < other.left + other.width
                    && other.left < left + width
                    && top < other.top + other.height
                    && other.top < top + height;
        }
    }

    @Test
    void thePictureShowsTheRoutesAsTheyAre() throws IOException {
        assertThat(run()).as(text(err)).isZero();
        if (Boolean.getBoolean("topology.write")) {
            Files.writeString(PICTURE, text(out));
        }

        assertThat(text(out))
                .as("run ./mvnw test -Dtest=TopologyCommandTest -Dtopology.write=true")
                .isEqualTo(Files.readString(PICTURE));

        assertThat(text(out))
                .contains(
                        "accept → stream events",
                        "list inbox → inbox",
                        "stream events → event-dispatch",
                        "event-dispatch → stream outbox",
                        "stream outbox → event-delivery",
                        "event-delivery → telegram messages",
                        "telegram updates → telegram-polling",
                        "keep-update → stream updates",
                        "stream updates → telegram-commands",
                        "source-grafana → accept",
                        "POST /sources/grafana");
        List<Box> boxes = new ArrayList<>();
        Matcher box = BOX.matcher(text(out));
        while (box.find()) {
            boxes.add(new Box(number(box, 1), number(box, 2), number(box, 3), number(box, 4)));
        }
        assertThat(boxes).hasSizeGreaterThan(30).allSatisfy(one -> {
            assertThat(one.left()).isNotNegative();
            assertThat(one.left() + one.width()).isLessThanOrEqualTo(1200);
            assertThat(boxes).filteredOn(one::meets).hasSize(1);
        });
    }

    @Test
    void wrongArgumentsAndBrokenFilesAreTold(@TempDir Path folder) throws IOException {
        assertThat(run("a", "b")).isEqualTo(2);
        assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(text(err)).contains("Usage: topology [folder]");

        Files.writeString(folder.resolve("broken.camel.yaml"), "- rout: {}\n");
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(text(err)).contains("The routes cannot be read: run \"check\"");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new TopologyCommand(
                        VestnikApplication.class,
                        LibraryFolder.DEFAULT,
                        print,
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private static int number(Matcher box, int group) {
        return Integer.parseInt(box.group(group));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

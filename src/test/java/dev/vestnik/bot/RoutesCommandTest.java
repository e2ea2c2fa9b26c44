package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.testing.RedisExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An administrator looks at the revisions of the route files and takes one back. */
class RoutesCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    private Path folder;

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS, folder);
        anna = bot.anna();
        clara = bot.clara();
    }

    @Test
    void aRevisionIsTakenBackAfterAQuestion() throws Exception {
        assertThat(clara.types("/routes")).contains("No revisions are kept");
        assertThat(anna.types("/routes")).contains("только для администраторов");
        RouteRevisions revisions = bot.bean(RouteRevisions.class);
        Path disk = folder.resolve("disk.camel.yaml");
        revisions.add(Map.of(disk.toString(), "one"));
        Files.writeString(disk, "two");
        revisions.add(Map.of(disk.toString(), "two"));

        assertThat(clara.types("/routes"))
                .contains("Revision 2 is in force.")
                .contains("<b>2</b> — ", "changed ", "disk.camel.yaml")
                .contains("<b>1</b> — ", "the first one that was kept");
        assertThat(clara.types("/routes x")).contains("Write the number of a revision");
        assertThat(clara.types("/routes 9")).contains("There is no revision 9: the last 20 are kept.");
        assertThat(clara.types("/routes 2")).contains("The files are already those of revision 2.");
        assertThat(clara.types("/routes 1"))
                .contains("Take back the files of revision 1? Changes to the files: changed ", "disk.camel.yaml");
        assertThat(clara.presses("To the list")).contains("Revision 2 is in force.");
        assertThat(clara.presses("1")).contains("Take back the files of revision 1?");
        assertThat(disk).hasContent("two");

        assertThat(clara.presses("Take back revision 1"))
                .contains("The files of revision 1 are written, and in force in two seconds.");

        assertThat(disk).hasContent("one");
    }
}

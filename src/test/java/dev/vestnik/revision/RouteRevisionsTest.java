package dev.vestnik.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.revision.TakeBack.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteRevisionsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path folder;

    private final Map<String, String> present = new HashMap<>();
    private String cards;
    private String disk;

    @BeforeEach
    void prepare() {
        cards = folder.resolve("routes/cards.camel.yaml").toString();
        disk = folder.resolve("routes/local/disk.camel.yaml").toString();
    }

    @Test
    void eachRevisionSaysWhenItCameAndWhatChanged() {
        revisions(0).add(Map.of(cards, "one\n"));
        revisions(1).add(Map.of(cards, "one\n"));
        revisions(2).add(Map.of(cards, "one\n", disk, "disk\n"));
        revisions(3).add(Map.of(cards, "one\ntwo\n", disk, "disk\n"));
        revisions(4).add(Map.of(cards, "zero\ntwo\n"));

        RouteRevisions afterARestart = revisions(5);
        assertThat(afterARestart.all()).extracting(Revision::number).containsExactly(4, 3, 2, 1);
        assertThat(afterARestart.all())
                .extracting(revision -> revision.changes().text())
                .containsExactly("changed " + cards + "; removed " + disk, "changed " + cards, "added " + disk, "");
        assertThat(afterARestart.find(2).map(Revision::since)).hasValue(BEGIN.plus(Duration.ofHours(2)));
        assertThat(afterARestart.difference(4)).hasValue(cards + "\n- 1: one\n+ 1: zero\n" + disk + "\n- 1: disk\n");
        assertThat(afterARestart.difference(1)).hasValue("");
        assertThat(afterARestart.difference(9)).isEmpty();
    }

    @Test
    void theLastTwentyAreKeptAndOnesThatCannotBeReadAreLeftOut() throws IOException {
        for (int i = 1; i <= 23; i++) {
            revisions(i).add(Map.of(cards, "version " + i));
        }
        Files.writeString(folder.resolve("revisions/22.json"), "{");

        assertThat(revisions(0).all())
                .hasSize(19)
                .extracting(Revision::number)
                .contains(4, 23)
                .doesNotContain(3, 22);

        Files.writeString(folder.resolve("revisions/23.json"), "{");
        revisions(24).add(Map.of(cards, "version 24"));
        assertThat(revisions(0).newest().map(Revision::number)).hasValue(24);
    }

    @Test
    void aFolderThatCannotBeWrittenKeepsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        RouteRevisions none = new RouteRevisions(file.resolve("revisions"), Clock.systemUTC());

        none.add(Map.of(cards, "one"));

        assertThat(none.all()).isEmpty();
        assertThat(none.newest()).isEmpty();
    }

    @Test
    void takenBackTheFilesAreThoseOfTheRevision() throws IOException {
        revisions(0).add(Map.of(cards, "one"));
        revisions(1).add(Map.of(cards, "two", disk, "disk"));
        write(cards, "two");
        write(disk, "half");

        assertThat(takeBack().changes(1)).hasValue(new FileChanges(List.of(), List.of(cards), List.of(disk)));
        assertThat(takeBack().to(1))
                .isEqualTo(new Outcome.Written(new FileChanges(List.of(), List.of(cards), List.of(disk))));

        assertThat(Path.of(cards)).hasContent("one");
        assertThat(Path.of(disk)).doesNotExist();
        assertThat(Path.of(disk + ".before-2")).as("what was never in force").hasContent("half");
        present.put(cards, "one");
        present.remove(disk);
        assertThat(takeBack().to(1)).isEqualTo(new Outcome.Same());
        assertThat(takeBack().to(2)).isInstanceOf(Outcome.Written.class);
        assertThat(Path.of(disk)).hasContent("disk");
        assertThat(takeBack().to(3)).isEqualTo(new Outcome.Gone());
        assertThat(takeBack().changes(3)).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        revisions(0).add(Map.of(cards, "one"));
        write(cards, "two");
        // Where root runs the test, every folder can be written; a folder in the place of the file can not.
        Files.createDirectories(folder.resolve("routes/.cards.camel.yaml.tmp/below"));

        assertThat(takeBack().to(1)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.file())
                .isEqualTo(cards));
        assertThat(Path.of(cards)).hasContent("two");
    }

    private RouteRevisions revisions(int hours) {
        Clock clock = Clock.fixed(BEGIN.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
        return new RouteRevisions(folder.resolve("revisions"), clock);
    }

    private TakeBack takeBack() {
        return new TakeBack(revisions(9), () -> Map.copyOf(present));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(Path.of(file).getParent());
        Files.writeString(Path.of(file), text);
        present.put(file, text);
    }
}

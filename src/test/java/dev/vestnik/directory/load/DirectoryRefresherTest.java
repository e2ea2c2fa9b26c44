package dev.vestnik.directory.load;

import static dev.vestnik.directory.load.DirectoryReaderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.directory.csv.DirectoryFolder;
import dev.vestnik.testing.RedisExtension;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRefresherTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final Map<String, byte[]> files = new HashMap<>();
    private DirectoryService directories;
    private DirectoryRefusals refusals;
    private DirectoryRefresher refresher;

    @BeforeEach
    void tenPeople() {
        directories = new DirectoryService(REDIS.commands(), REDIS.keys(), false);
        refusals = new DirectoryRefusals(REDIS.commands(), REDIS.keys());
        refresher = new DirectoryRefresher(
                directories, refusals, DirectoryReaderTest.source(files), steps -> Optional.empty(), 0.2, false);
        files.put("areas.csv", bytes("area,name\nnorth,Север\n"));
        files.put("rangeips.csv", bytes("cidr,area\n10.1.0.0/16,north\n"));
        people(1, 10);
    }

    @Test
    void theFirstFilesComeIntoForceForEveryInstance() {
        assertThat(refresh()).isInstanceOf(RefreshResult.Replaced.class);

        Directory other = new DirectoryService(REDIS.moreCommands(), REDIS.keys(), false).current();
        assertThat(other.people()).hasSize(10);
        assertThat(other.areaOfIp("10.1.0.1")).contains("north");
        assertThat(other.sameAs(directories.current())).isTrue();
    }

    @Test
    void unchangedFilesDoNothing() {
        refresh();
        String version = REDIS.commands().get(REDIS.keys().directoryVersion());

        assertThat(refresh()).isInstanceOf(RefreshResult.Unchanged.class);
        assertThat(new DirectoryRefresher(
                                directories,
                                refusals,
                                DirectoryReaderTest.source(files),
                                steps -> Optional.empty(),
                                0.2,
                                false)
                        .refresh(Set.of(), false))
                .as("another process with the same files")
                .isInstanceOf(RefreshResult.Unchanged.class);
        assertThat(REDIS.commands().get(REDIS.keys().directoryVersion())).isEqualTo(version);
    }

    @Test
    void filesThatRedisHasLostComeBack() {
        refresh();
        REDIS.commands().flushall();

        assertThat(refresh()).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(10);
    }

    @Test
    void whatIsDroppedAndLoadedAnewIsRidOfWhatOthersPutThere() {
        refresh();
        REDIS.commands().hset(REDIS.keys().areas(), "ghost", "Ghost");

        refresher.refresh(Set.of(), true);

        assertThat(REDIS.commands().hgetall(REDIS.keys().areas())).containsOnlyKeys("north");
    }

    @Test
    void aBrokenFileIsRefusedOnceAndTheLastGoodVersionStays() {
        refresh();
        files.put("people.csv", bytes("phone,name,areas\nx,Anna,north\n"));

        assertThat(refresh()).isInstanceOf(RefreshResult.Refused.class);
        assertThat(refresh()).as("the same file again").isInstanceOf(RefreshResult.Unchanged.class);
        assertThat(directories.current().people()).hasSize(10);

        people(1, 11);
        assertThat(refresh()).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(11);
    }

    @Test
    void aFileThatWouldLogOutMoreThanAFifthIsRefused() {
        refresh();
        people(4, 10);

        RefreshResult refused = refresher.refresh(phones(1, 10), false);

        assertThat(((RefreshResult.Refused) refused).problems().get(0).toString())
                .isEqualTo("people.csv: would log out 3 of the 10 people who are logged in, and"
                        + " vestnik.directory.max-removals allows one, or a part of 0.2; if that is meant, an administrator"
                        + " accepts it with /directory in Telegram");
        assertThat(directories.current().people()).hasSize(10);
    }

    @Test
    void aFileThatLogsOutAFifthIsTaken() {
        refresh();
        people(3, 10);

        assertThat(refresher.refresh(phones(1, 10), false)).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(8);
    }

    @Test
    void onePersonOfFourMayAlwaysGo() {
        people(1, 4);
        refresh();
        people(2, 4);

        assertThat(refresher.refresh(phones(1, 4), false)).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(3);

        people(4, 4);
        assertThat(refresher.refresh(phones(2, 4), false)).isInstanceOf(RefreshResult.Refused.class);
        assertThat(refresher.refusal().orElseThrow().removals())
                .contains(new RefreshResult.Removals(2, 3, List.of("Somebody", "Somebody")));
        refresher.refresh(phones(2, 4), false);
        assertThat(refresher.refusal()).as("the same file again").isPresent();

        people(3, 4);
        refresher.refresh(phones(2, 4), false);
        assertThat(refresher.refusal()).isEmpty();
    }

    @Test
    void filesThatLogOutManyAreTakenWhenAnAdministratorAcceptsJustThese() {
        refresh();
        people(4, 10);
        refresher.refresh(phones(1, 10), false);
        DirectoryRefusals.Refusal refused = refusals.current().orElseThrow();
        assertThat(refused.names()).containsExactly("Somebody", "Somebody", "Somebody");

        people(5, 10);
        assertThat(refusals.accept(refused.files())).isTrue();
        assertThat(refresher.refresh(phones(1, 10), false))
                .as("other files than the accepted ones")
                .isInstanceOf(RefreshResult.Refused.class);
        assertThat(refusals.accept(refused.files()))
                .as("files that are not there any more")
                .isFalse();

        assertThat(refusals.accept(refusals.current().orElseThrow().files().substring(0, 16)))
                .isTrue();
        assertThat(refresher.refresh(phones(1, 10), false)).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(6);
        assertThat(refusals.current()).isEmpty();
        assertThat(refresher.refresh(phones(5, 10), false)).isInstanceOf(RefreshResult.Unchanged.class);
    }

    @Test
    void filesWithErrorsCannotBeAccepted() {
        refresh();
        files.put("people.csv", bytes("phone,name,areas\nx,Anna,north\n"));
        refresh();

        DirectoryRefusals.Refusal refused = refusals.current().orElseThrow();
        assertThat(refused.isAcceptable()).isFalse();
        assertThat(refusals.accept(refused.files())).isFalse();

        people(1, 10);
        refresh();
        assertThat(refusals.current()).isEmpty();
    }

    @Test
    void aStoredDirectoryThatCannotBeReadLeavesTheLastOneInForceAndIsReplaced() {
        refresh();
        REDIS.commands().hset(REDIS.keys().people(), "x", "{");
        REDIS.commands().incr(REDIS.keys().directoryVersion());

        assertThat(directories.reload().people()).hasSize(10);
        assertThat(directories.current().people()).hasSize(10);
        assertThat(refresh()).as("the same files").isInstanceOf(RefreshResult.Replaced.class);
        assertThat(new DirectoryService(REDIS.moreCommands(), REDIS.keys(), false)
                        .current()
                        .people())
                .hasSize(10);
    }

    @Test
    void aStartRepairsAStoredDirectoryThatCannotBeRead() {
        REDIS.commands().set(REDIS.keys().people(), "not a hash");
        REDIS.commands().set(REDIS.keys().directoryVersion(), "7");

        assertThat(refresh()).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(10);
    }

    @Test
    void onlyRegularFilesOfASensibleSizeAreRead(@TempDir Path folder) throws Exception {
        Files.createSymbolicLink(folder.resolve("people.csv"), Path.of("/dev/zero"));
        new ProcessBuilder("mkfifo", folder.resolve("areas.csv").toString())
                .start()
                .waitFor();
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("rangeips.csv").toFile(), "rw")) {
            large.setLength(100_000_000);
        }

        RefreshResult result = new DirectoryRefresher(
                        directories, refusals, new DirectoryFolder(folder), steps -> Optional.empty(), 0.2, false)
                .refresh(Set.of(), false);

        assertThat(((RefreshResult.Refused) result).problems())
                .extracting(DirectoryProblem::sentence)
                .containsExactlyInAnyOrder(
                        "cannot be read from " + folder + ": it is not a regular file; put a CSV file there",
                        "cannot be read from " + folder + ": it is not a regular file; put a CSV file there",
                        "cannot be read from " + folder
                                + ": it is larger than 16 MiB; a directory has one short line for each person");
    }

    @Test
    void peopleWhoAreNotLoggedInMayAllGo() {
        refresh();
        people(10, 10);

        RefreshResult replaced = refresher.refresh(phones(10, 10), false);

        assertThat(((RefreshResult.Replaced) replaced).summary())
                .isEqualTo("1 people, 1 areas, 1 ranges (people: 0 new, 9 removed)");
    }

    @Test
    void samplePeopleOfAnEarlierSandboxAreNotSeenOutsideOfIt() {
        Person sample = new Person("+70000000001", "Анна", Set.of("north"), Role.ADMIN, null, null);
        new DirectoryService(REDIS.commands(), REDIS.keys(), true)
                .replace(Directory.of(List.of(sample), Map.of("north", "Север"), Map.of()));

        assertThat(directories.current().people()).isEmpty();
        assertThat(new DirectoryService(REDIS.commands(), REDIS.keys(), true)
                        .current()
                        .people())
                .hasSize(1);
    }

    @Test
    void anotherInstanceReloadsWhenToldAndNotBefore() {
        refresh();
        DirectoryService other = new DirectoryService(REDIS.moreCommands(), REDIS.keys(), false);
        assertThat(other.current().people()).hasSize(10);
        people(1, 11);
        refresh();

        assertThat(other.current().people()).hasSize(10);
        assertThat(other.reload().people()).hasSize(11);
        assertThat(other.current().people()).hasSize(11);
    }

    private RefreshResult refresh() {
        return refresher.refresh(Set.of(), false);
    }

    private void people(int first, int last) {
        files.put(
                "people.csv",
                bytes(IntStream.rangeClosed(first, last)
                        .mapToObj(n -> phone(n) + ",Somebody,north\n")
                        .collect(Collectors.joining("", "phone,name,areas\n", ""))));
    }

    private static Set<String> phones(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(DirectoryRefresherTest::phone)
                .collect(Collectors.toSet());
    }

    private static String phone(int number) {
        return "+7916000" + String.format("%04d", number);
    }
}

package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.directory.csv.DirectoryFiles;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.RefreshResult;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Administrators look at the directory and accept one that was refused, in both languages. */
class DirectoryCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Person DORA = Samples.person("+79160000004", "Дора Белова", Role.ADMIN);

    private final Map<String, String> files = new HashMap<>(Map.of(
            "areas.csv", "area,name\nnorth,Север\nsouth,Юг\n", "rangeips.csv", "cidr,area\n10.1.0.0/16,north\n"));

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;
    private ChatUser dora;
    private DirectoryRefresher refresher;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        bot.list(
                Directory.of(List.of(ANNA, BORIS, CLARA, DORA), Samples.DIRECTORY.areas(), Samples.DIRECTORY.ranges()));
        anna = bot.anna();
        clara = bot.clara();
        dora = new ChatUser(bot, 1004, "ru");
        dora.sharesOwn(DORA.phone());
        DirectoryService directories = new DirectoryService(REDIS.commands(), REDIS.keys(), true);
        refresher = new DirectoryRefresher(
                directories,
                new DirectoryRefusals(REDIS.commands(), REDIS.keys()),
                new Files(),
                steps -> Optional.empty(),
                0.2,
                true);
    }

    @Test
    void withoutARefusalItSaysWhatIsInForce() {
        assertThat(clara.types("/directory")).isEqualTo("<b>Directory</b>\nIn force: 4 people, 2 areas, 4 ranges.");
        assertThat(clara.buttons()).isEmpty();
        assertThat(anna.types("/directory")).contains("только для администраторов");
    }

    @Test
    void anErrorIsShownAndCannotBeAccepted() {
        files.put("people.csv", "phone,name,areas\nx,Anna,north\n");
        refresh();

        assertThat(dora.types("/directory"))
                .contains("<b>Новый справочник не принят</b>, ошибок — 1")
                .contains("line 2: the phone number is not a number");
        assertThat(dora.buttons()).isEmpty();
    }

    @Test
    void filesThatLogOutManyAreAcceptedByAButton() {
        files.put("people.csv", "phone,name,areas,role\n" + CLARA.phone() + ",Clara Smith,*,admin\n");
        refresh();

        assertThat(dora.types("/directory"))
                .contains("вышли бы 2 из 3 вошедших")
                .contains("Анна Орлова, Дора Белова");
        assertThat(clara.types("/directory"))
                .contains("2 of the 3 people who are logged in would be logged out")
                .contains("Анна Орлова, Дора Белова");
        assertThat(clara.presses("Accept (2 are logged out)"))
                .contains("Accepted: the directory is updated with the next check.");

        assertThat(refresh()).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(dora.presses("Принять (выйдут: 2)"))
                .contains("С тех пор пришёл другой справочник, или этот уже принят");
    }

    private RefreshResult refresh() {
        return refresher.refresh(Set.of(ANNA.phone(), CLARA.phone(), DORA.phone()), false);
    }

    private final class Files implements DirectoryFiles {
        @Override
        public Optional<byte[]> read(String file) {
            return Optional.ofNullable(files.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String where() {
            return "memory";
        }
    }
}

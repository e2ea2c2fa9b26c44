package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The language that somebody chooses: Anna has a Russian phone, Clara an English one. */
class LanguageTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        anna = bot.anna();
        clara = bot.clara();
    }

    @Test
    void theCommandGoesToTheOtherLanguageAndBack() {
        assertThat(anna.types("/me")).endsWith("Язык: русский. Сменить: /language");

        assertThat(anna.types("/language"))
                .isEqualTo("Language: English. Change: /language\n"
                        + "From now on all texts, buttons and the list of commands are in English.");
        assertThat(anna.keys()).contains("🟢 Go on duty");
        assertThat(anna.types("/me")).endsWith("Language: English. Change: /language");
        assertThat(menu(1001)).contains("who is on duty now");

        assertThat(anna.types("/language"))
                .isEqualTo(
                        "Язык: русский. Сменить: /language\n" + "Теперь все тексты, кнопки и меню команд — по-русски.");
        assertThat(anna.keys()).contains("🟢 Заступить на дежурство");
        assertThat(menu(1001)).contains("кто сейчас дежурит");
    }

    @Test
    void theCommandTakesTheLanguage() {
        assertThat(clara.types("/language RU")).startsWith("Язык: русский.");
        assertThat(clara.types("/language ru")).startsWith("Язык: русский.");
        assertThat(clara.types("/language de"))
                .isEqualTo("Языка «de» нет. Есть русский и английский: /language ru или /language en");
        assertThat(clara.types("/language en")).startsWith("Language: English.");
        assertThat(clara.types("/language по-русски"))
                .isEqualTo(
                        "There is no language “по-русски”. There are Russian and English: /language ru or /language en");
    }

    @Test
    void theChoiceWinsOverTheDirectoryAndTheNewLogin() {
        anna.types("/language en");
        Directory before = bot.directory();
        bot.list(Directory.of(
                List.of(person("ru", "north", "south"), CLARA), Samples.DIRECTORY.areas(), Samples.DIRECTORY.ranges()));
        bot.directoryNotices().of(List.of(), before);

        assertThat(bot.user(1001).language()).isEqualTo("en");
        assertThat(anna.types("/who")).startsWith("<b>On duty now</b>");
        assertThat(anna.sharesOwn(ANNA.phone())).startsWith("Hello, <b>Анна Орлова</b>!");
    }

    @Test
    void whoLogsOutForgetsTheChoice() {
        anna.types("/language en");
        anna.types("/logout");
        anna.presses("Log out");
        assertThat(bot.menu(1001)).isNull();

        assertThat(anna.sharesOwn(ANNA.phone())).startsWith("Здравствуйте, <b>Анна Орлова</b>!");
    }

    @Test
    void anErrorIsReportedInTheChosenLanguage() {
        anna.types("/language en");
        REDIS.commands().set(REDIS.keys().openIncidents(), "broken");

        assertThat(anna.types("/open"))
                .isEqualTo("That did not work: an internal error. Please try again in a minute.");
    }

    private List<String> menu(long chat) {
        CommandMenu.Listing listing = bot.menu(chat);
        return listing == null
                ? List.of()
                : listing.commands().stream().map(CommandMenu.Line::description).toList();
    }

    private static Person person(@Nullable String language, String... areas) {
        return new Person(ANNA.phone(), ANNA.name(), Set.of(areas), Role.OPERATOR, language, null);
    }
}

package dev.vestnik.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vestnik.VestnikApplication;
import dev.vestnik.start.failure.StartFailureAnalyzer;
import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A wrong value stops the start, before anything runs, with one sentence that names the setting and never shows a secret. */
class SettingsRefusalTest {
    private static final String TOKEN = "7123456789:AAH-secret_Of_The_Bot_is_here-12345";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MICROSERVICE_BOT_NAME=my bot | MICROSERVICE_BOT_NAME is 'my bot', but must be letters, digits",
                "VESTNIK_ROLES=bot,sender | VESTNIK_ROLES is 'bot,sender', but must be one or more of bot, producer, consumer",
                "VESTNIK_SANDBOX=maybe | VESTNIK_SANDBOX is 'maybe', but must be true, false or auto",
                "FLUSH_CONSUMERS=yes | FLUSH_CONSUMERS is 'yes', but must be true or false",
                "FLUSH_AREAS=1 | FLUSH_AREAS is '1', but must be true or false",
                "FLUSH_RANGEIPS=on | FLUSH_RANGEIPS is 'on', but must be true or false",
                "consumerName=a name | consumerName is 'a name', but must be letters",
                "CONSUMER_NAME=a name | consumerName is 'a name', but must be letters",
                "SERVER_PORT=http | SERVER_PORT is 'http', but must be a port, 0 to 65535",
                "MANAGEMENT_SERVER_PORT=70000 | MANAGEMENT_SERVER_PORT is '70000', but must be a port",
                "REDIS_URL=http://secret@host | REDIS_URL must be redis://host:6379",
                "REDIS_URL=localhost:6379 | REDIS_URL must be redis://host:6379",
                "TELEGRAM_BASE_URI=api.telegram.org | TELEGRAM_BASE_URI must be an address such as https://api.telegram.org",
                "TELEGRAM_WEBHOOK_URL=https://bot.example.org | TELEGRAM_WEBHOOK_URL must be an address such as https://",
                "TELEGRAM_WEBHOOK_URL=http://bot.example.org/t | TELEGRAM_WEBHOOK_URL begins with http, but Telegram posts",
                "TELEGRAM_WEBHOOK_URL=https://bot.example.org:9000/t | TELEGRAM_WEBHOOK_URL has the port 9000, but Telegram",
                "TELEGRAM_WEBHOOK_URL=https://bot.example.org/events | TELEGRAM_WEBHOOK_URL has a path that Vestnik uses itself",
                "TELEGRAM_WEBHOOK_SECRET=no blank | TELEGRAM_WEBHOOK_SECRET must be 1 to 256 letters",
                "TELEGRAM_PROXY=ftp://host:1 | TELEGRAM_PROXY must be http://host:port, socks5://host:port",
                "TELEGRAM_PROXY=socks5://user:secret@host:1 | TELEGRAM_PROXY must be http://host:port",
                "TELEGRAM_PROXY=socks5://host | TELEGRAM_PROXY must be http://host:port",
                "VESTNIK_HTTP_TOKENS=secret | VESTNIK_HTTP_TOKENS: pair 1 must be name:token",
                "VESTNIK_HTTP_TOKENS=a:one,a:secret | VESTNIK_HTTP_TOKENS has the name 'a' twice",
                "VESTNIK_HTTP_TOKENS=a:secret,b:secret | VESTNIK_HTTP_TOKENS: pair 2 repeats a token",
                "VESTNIK_ADMIN_PASSWORD=secret | VESTNIK_ADMIN_PASSWORD must have at least 8 characters",
                "vestnik.delivery.per-bot=30 | vestnik.delivery.per-bot is '30', but must be a rate such as 30/s",
                "vestnik.delivery.per-chat=0/s | vestnik.delivery.per-chat is '0/s', but must be a rate",
                "vestnik.delivery.per-group=fast | vestnik.delivery.per-group is 'fast', but must be a rate",
                "vestnik.delivery.per-chat-burst=0 | vestnik.delivery.per-chat-burst is '0', but must be a number from 1 to 1000",
                "vestnik.delivery.merge=maybe | vestnik.delivery.merge is 'maybe', but must be true or false",
                "vestnik.directory.max-removals=20 | vestnik.directory.max-removals is '20', but must be a part from 0 to 1",
                "vestnik.directory.source=sql | vestnik.directory.source is 'sql', but must be files or http or route",
                "vestnik.directory.source=http | vestnik.directory.source is http, but vestnik.directory.http.url is empty",
                "vestnik.directory.http.url=https://people.example.org/?k=secret | vestnik.directory.http.url is given, but vestnik.directory.source is files",
                "vestnik.retention.seen=never | vestnik.retention.seen is 'never', but must be a time such as",
                "camel.main.routes-reload-enabled=true | camel.main.routes-reload-enabled is true, but Camel would then remove",
                "vestnik.language=de | vestnik.language is 'de', but must be ru or en"
            })
    void aWrongValueIsNamed(String setting, String sentence) {
        refuses(sentence, setting);
    }

    @Test
    void thePortsMustDiffer() {
        refuses(
                "SERVER_PORT and MANAGEMENT_SERVER_PORT are both 8090",
                "SERVER_PORT=8090",
                "MANAGEMENT_SERVER_PORT=8090");
    }

    @Test
    void aTokenMustLookLikeOne() {
        refuses("TELEGRAM_BOT_TOKEN does not look like a token", "TELEGRAM_BOT_TOKEN=secret", "REDIS_URL=embedded");
        refuses(
                "TELEGRAM_BOT_TOKEN does not look like a token",
                "TELEGRAM_BOT_TOKEN=99999999999999999999:secret",
                "REDIS_URL=embedded");
    }

    @Test
    void aTokensFileMustBeReadableAndHoldOne() throws IOException {
        Path file = folder.resolve("token");
        refuses(
                "TELEGRAM_BOT_TOKEN_FILE names the file " + file + ", which cannot be read",
                "TELEGRAM_BOT_TOKEN_FILE=" + file,
                "REDIS_URL=embedded");
        refuses(
                "TELEGRAM_BOT_TOKEN_FILE names the file " + folder + ", which cannot be read",
                "TELEGRAM_BOT_TOKEN_FILE=" + folder,
                "REDIS_URL=embedded");
        Files.writeString(file, "secret\n");
        refuses(
                "The content of TELEGRAM_BOT_TOKEN_FILE does not look like a token",
                "TELEGRAM_BOT_TOKEN_FILE=" + file,
                "REDIS_URL=embedded");
        Files.writeString(file, TOKEN + "\n");
        refuses("TELEGRAM_BOT_TOKEN is given, but REDIS_URL is not", "TELEGRAM_BOT_TOKEN_FILE=" + file);
        refuses(
                "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both given",
                "TELEGRAM_BOT_TOKEN_FILE=" + file,
                "TELEGRAM_BOT_TOKEN=" + TOKEN);
    }

    @Test
    void aTokenAloneAndARedisAloneAreNotEnough() {
        refuses("TELEGRAM_BOT_TOKEN is given, but REDIS_URL is not", "TELEGRAM_BOT_TOKEN=" + TOKEN);
        refuses("REDIS_URL is given, but TELEGRAM_BOT_TOKEN is not", "REDIS_URL=redis://localhost:1");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refuses("The sandbox cannot use the folder " + file, "vestnik.redis.folder=" + file);
    }

    private void refuses(String sentence, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--vestnik.redis.folder=" + folder.resolve("redis")));
        for (String setting : settings) {
            arguments.removeIf(given -> given.startsWith("--" + setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add("--" + setting);
        }
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(VestnikApplication.class)
                .run(arguments.toArray(String[]::new))
                .close());

        assertThat(failure).isInstanceOf(StartRefusedException.class);
        assertThat(failure.getMessage())
                .startsWith(sentence)
                .endsWith(".")
                .doesNotContain("secret")
                .doesNotContain("\n");
        assertThat(StartFailureAnalyzer.sentence(failure)).isEqualTo(failure.getMessage());
    }
}

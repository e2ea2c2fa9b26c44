package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Two people press «Беру» on their cards of one incident at the moment at which the process that polls ends. */
final class PressesDuringFailover {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern OWNER = Pattern.compile("В работе: (Person \\d+)");

    private final SandboxClient sandbox;
    private final RedisCommands<String, String> redis;
    private final List<Long> chats;
    private int incidents;
    private int pressed;
    private int answered;

    PressesDuringFailover(Deployment deployment) {
        this.sandbox = deployment.sandbox();
        this.redis = deployment.redis();
        this.chats = deployment.chats().subList(3, 5);
    }

    /** Opens an incident, and waits until both have its card. */
    Incident open() {
        String title = "Pump " + ++incidents;
        redis.rpush(
                Deployment.KEYS.inbox(),
                "{\"status\":\"critical\",\"title\":\"%s down\",\"ip\":\"10.1.2.3\",\"key\":\"pump-%d\"}"
                        .formatted(title, incidents));
        await("the cards of " + title).atMost(PATIENCE).until(() -> chats.stream()
                .allMatch(chat -> card(chat, title).isPresent()));
        return new Incident(title);
    }

    /** E.g. {@code 6 presses, 6 answered within ten seconds}; a takeover may take longer on a busy machine. */
    String summary() {
        return pressed + " presses, " + answered + " answered within ten seconds";
    }

    final class Incident {
        private final String title;
        private List<CompletableFuture<JsonNode>> answers = List.of();

        private Incident(String title) {
            this.title = title;
        }

        /** Returns before anything is answered. */
        void press() {
            answers = chats.stream()
                    .map(chat -> {
                        JsonNode card = card(chat, title).orElseThrow();
                        return CompletableFuture.supplyAsync(() ->
                                sandbox.press(chat, card.path("message_id").asInt(), button(card)));
                    })
                    .toList();
        }

        /** Exactly one has it, and both cards show the same owner. */
        void requireOneOwner() {
            await("both cards of " + title + " show the owner").atMost(PATIENCE).untilAsserted(() -> assertThat(chats)
                    .allSatisfy(chat -> assertThat(owner(chat))
                            .as(
                                    "the card in chat %d: %s",
                                    chat, card(chat, title).map(card -> card.path("text")))
                            .isPresent()));
            List<JsonNode> given = answers.stream().map(CompletableFuture::join).toList();
            await("both cards of " + title + " agree")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(owner(chats.get(0))).isEqualTo(owner(chats.get(1))));
            assertThat(given.stream().map(answer -> answer.path("text").asText()))
                    .as("whoever is not the owner is not told to be")
                    .filteredOn(text -> text.endsWith("теперь ваш"))
                    .hasSizeLessThanOrEqualTo(1);
            pressed += given.size();
            answered += (int) given.stream()
                    .filter(answer -> answer.path("answered").asBoolean())
                    .count();
        }

        private Optional<String> owner(long chat) {
            return card(chat, title)
                    .map(card -> OWNER.matcher(card.path("text").asText()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1));
        }
    }

    /** The last one: a process that is killed between Telegram's answer and its settlement leaves one that another repeats. */
    private Optional<JsonNode> card(long chat, String title) {
        return sandbox.messages(chat).stream()
                .filter(message -> message.path("text").asText().contains(title + " ")
                        && message.path("reply_markup").has("inline_keyboard"))
                .reduce((before, last) -> last);
    }

    private static String button(JsonNode card) {
        return StreamSupport.stream(
                        card.path("reply_markup").path("inline_keyboard").spliterator(), false)
                .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                .map(button -> button.path("callback_data").asText())
                .filter(data -> data.startsWith("take:"))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(Map.of("no button take", card).toString()));
    }
}

package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.store.Keys;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What people and monitoring leave to Vestnik when it stops: people logged in and on duty, an incident with an owner and a
 * note and one that nobody has taken, a silence, a group with copies of cards, an invalid event, and events that wait for
 * Telegram and in the inbox.
 */
final class UnfinishedWork {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ANNA = 7_001;
    private static final long BORIS = 7_002;
    private static final long VERA = 7_003;
    private static final long FORUM = -1_000_000_007_100L;
    private static final String NOTE = "Fibre cut at the bridge";

    private final SandboxClient sandbox;

    UnfinishedWork(SandboxClient sandbox) {
        this.sandbox = sandbox;
        sandbox.unlimited();
        sandbox.addUser(ANNA, "Anna", "+79160007001", "en");
        sandbox.addUser(BORIS, "Boris", "+79160007002", "en");
        sandbox.addUser(VERA, "Vera", "+79160007003", "en");
        sandbox.addForum(FORUM, "Shift", List.of(ANNA, BORIS, VERA), Map.of(2, "North"));
    }

    static Path directory(Path folder) {
        return RunningVestnik.directory(
                folder,
                List.of(
                        "+79160007001,Anna,*,admin,en,",
                        "+79160007002,Boris,north,operator,en,",
                        "+79160007003,Vera,north,operator,en,"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
    }

    /** While Vestnik runs; when it ends, events wait for a Telegram that does not take them. */
    void leave(RedisCommands<String, String> redis, Keys keys) {
        for (long chat : List.of(ANNA, BORIS, VERA)) {
            sandbox.say(chat, "/start");
            sandbox.shareOwnContact(chat);
            await().atMost(PATIENCE).until(() -> sandbox.texts(chat).size() >= 2);
        }
        sandbox.say(ANNA, "/poolon");
        sandbox.say(BORIS, "/poolon");
        sandbox.say(FORUM, ANNA, 2, "/bind@vestnik_sandbox_bot north");
        await().atMost(PATIENCE)
                .until(() -> redis.hlen(keys.bindings()) == 1
                        && redis.hvals(keys.users()).stream()
                                        .filter(user -> user.contains("\"onDuty\":true"))
                                        .count()
                                == 2);

        push(redis, keys, "Trunk");
        JsonNode card = card(BORIS, "Trunk");
        card(FORUM, "Trunk");
        sandbox.press(BORIS, card.path("message_id").asInt(), button(card, "take:"));
        sandbox.reply(BORIS, card.path("message_id").asInt(), NOTE);
        text(ANNA, "Trunk", NOTE);
        push(redis, keys, "Pump");
        card(ANNA, "Pump");
        card(BORIS, "Pump");
        sandbox.say(ANNA, "/silence critical quiet-* 2h works");
        redis.rpush(keys.inbox(), "{\"title\":\"an event without a status\"}");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(redis.hlen(keys.silences()))
                    .as("%s", sandbox.texts(ANNA))
                    .isEqualTo(1);
            assertThat(redis.xlen(keys.rejected())).isEqualTo(1);
        });

        sandbox.faults(Map.of("errorRate", 1, "errorStatus", 502));
        push(redis, keys, "Door");
        await().atMost(PATIENCE)
                .until(() -> redis.xlen(keys.outbox() + ":" + ANNA) > 0 && redis.xlen(keys.outbox() + ":" + BORIS) > 0);
    }

    /** After Vestnik has ended. */
    void leaveInTheInbox(RedisCommands<String, String> redis, Keys keys) {
        push(redis, keys, "Gate");
        sandbox.noFaults();
    }

    /** While a Vestnik runs that has started with this data. */
    void require(RedisCommands<String, String> redis, Keys keys) {
        for (String waiting : List.of("Door", "Gate")) {
            card(ANNA, waiting);
            card(BORIS, waiting);
            card(FORUM, waiting);
        }
        sandbox.say(VERA, "/who");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sandbox.texts(VERA))
                .anyMatch(text -> text.contains("Anna") && text.contains("Boris")));
        sandbox.say(ANNA, "/silences");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sandbox.texts(ANNA))
                .anyMatch(text -> text.contains("quiet-*") && text.contains("works")));

        // An event of the same incident edits its card.
        push(redis, keys, "Trunk");
        text(ANNA, "Trunk", NOTE);
        text(ANNA, "Trunk", "Boris");
        push(redis, keys, "Pump");
        JsonNode pump = card(ANNA, "Pump");
        assertThat(sandbox.press(ANNA, pump.path("message_id").asInt(), button(pump, "take:"))
                        .path("answered")
                        .asBoolean())
                .isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(card(BORIS, "Pump").path("text").asText())
                        .startsWith("👤 #")
                        .contains("Anna"));

        assertThat(sandbox.texts(VERA)).as("others are on duty").noneMatch(text -> text.contains(" down"));
        assertThat(redis.xlen(keys.rejected())).isEqualTo(1);
        assertThat(redis.keys(keys.prefix() + "*:dead")).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> {
            LedgerBalance balance = LedgerBalance.read(redis, keys);
            assertThat(balance.missing()).isZero();
        });
        for (long chat : List.of(ANNA, BORIS)) {
            assertThat(sandbox.texts(chat).stream()
                            .filter(text -> text.contains("Door down"))
                            .count())
                    .as("sent once")
                    .isEqualTo(1);
        }
    }

    private static void push(RedisCommands<String, String> redis, Keys keys, String what) {
        redis.rpush(
                keys.inbox(),
                "{\"status\":\"critical\",\"title\":\"%s down\",\"ip\":\"10.1.2.3\",\"key\":\"%s/1\"}"
                        .formatted(what, what));
    }

    /** The last message about this in a chat, as soon as there is one with buttons. */
    private JsonNode card(long chat, String what) {
        return await("a card of " + what + " in " + chat)
                .atMost(PATIENCE)
                .until(
                        () -> sandbox.messages(chat).stream()
                                .filter(message -> message.path("text").asText().contains(what + " down")
                                        && message.has("reply_markup"))
                                .reduce((first, second) -> second)
                                .orElse(null),
                        card -> card != null);
    }

    private void text(long chat, String what, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(card(chat, what).path("text").asText()).contains(part));
    }

    private static String button(JsonNode card, String prefix) {
        return card.findValuesAsText("callback_data").stream()
                .filter(data -> data.startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + prefix + " in " + card));
    }
}

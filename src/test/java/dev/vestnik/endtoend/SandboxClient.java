package dev.vestnik.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the sandbox's control API. */
final class SandboxClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 5_000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String base;

    SandboxClient(String base) {
        this.base = base;
    }

    /** One message that the sandbox's Telegram took, in the order of taking. */
    record Taken(long chat, String text) {}

    void addUser(long id, String name, String phone, String language) {
        post("/sandbox/users", List.of(Map.of("id", id, "name", name, "phone", phone, "language", language)));
    }

    void say(long chat, String text) {
        post("/sandbox/chats/" + chat + "/text", Map.of("text", text));
    }

    /** Adds a forum with these topics, by their ids. */
    void addForum(long id, String title, List<Long> members, Map<Integer, String> topics) {
        List<Map<String, Object>> all = topics.entrySet().stream()
                .map(topic -> Map.<String, Object>of("id", topic.getKey(), "name", topic.getValue()))
                .toList();
        post("/sandbox/groups", Map.of("id", id, "title", title, "members", members, "topics", all));
    }

    /** Writes in a group, or in a topic of it. */
    void say(long group, long from, @Nullable Integer topic, String text) {
        post(
                "/sandbox/chats/" + group + "/text",
                topic == null
                        ? Map.of("from", from, "text", text)
                        : Map.of("from", from, "text", text, "topic", topic));
    }

    /** The same as {@link #press(long, int, String)}, by this member of a group. */
    JsonNode press(long group, long from, int message, String data) {
        return post("/sandbox/chats/" + group + "/press", Map.of("from", from, "message", message, "button", data));
    }

    void closeTopic(long group, int topic) {
        post("/sandbox/chats/" + group + "/topics/" + topic, Map.of("closed", true));
    }

    /** A supergroup replaces the group; returns its id. */
    long migrate(long group) {
        return post("/sandbox/chats/" + group + "/migrate", Map.of()).path("to").asLong();
    }

    void kick(long group) {
        post("/sandbox/chats/" + group + "/standing", Map.of("standing", "KICKED"));
    }

    /** Replies to a message. */
    void reply(long chat, int message, String text) {
        post("/sandbox/chats/" + chat + "/text", Map.of("text", text, "replyTo", message));
    }

    void shareOwnContact(long chat) {
        post("/sandbox/chats/" + chat + "/contact", Map.of());
    }

    /** A contact with this phone, of the Telegram user {@code owner}; null: of nobody in Telegram. */
    void shareContact(long chat, long from, String phone, @Nullable Long owner) {
        post(
                "/sandbox/chats/" + chat + "/contact",
                owner == null
                        ? Map.of("from", from, "phone", phone)
                        : Map.of("from", from, "phone", phone, "user", owner));
    }

    /** Presses an inline button by its callback data, and waits for the bot's answer. */
    JsonNode press(long chat, int message, String data) {
        return post("/sandbox/chats/" + chat + "/press", Map.of("message", message, "button", data));
    }

    /** Calls a method of the Bot API. */
    JsonNode call(String token, String method, Map<String, ?> arguments) {
        return post("/bot" + token + "/" + method, arguments).path("result");
    }

    void push(Object events) {
        post("/sandbox/events", events);
    }

    void unlimited() {
        send("PUT", "/sandbox/limits", Map.of("perBot", "unlimited", "perChat", "unlimited", "perGroup", "unlimited"));
    }

    /** Forgets all messages. */
    void reset() {
        post("/sandbox/reset", Map.of());
    }

    /** Sets the faults of every call, see {@code PUT /sandbox/faults}. */
    void faults(Map<String, ?> wishes) {
        send("PUT", "/sandbox/faults", wishes);
    }

    void noFaults() {
        send("DELETE", "/sandbox/faults", null);
    }

    /** Sets the faults of every call into one chat. */
    void faults(long chat, Map<String, ?> wishes) {
        send("PUT", "/sandbox/chats/" + chat + "/faults", wishes);
    }

    /** For so many seconds every call into this chat is answered with 429. */
    void pause(long chat, long seconds) {
        post("/sandbox/chats/" + chat + "/pause", Map.of("seconds", seconds));
    }

    /** This person blocks the bot. */
    void block(long chat) {
        post("/sandbox/chats/" + chat + "/standing", Map.of("standing", "BLOCKED"));
    }

    /** This person's account is gone, of which the bot is not told. */
    void deactivate(long chat) {
        post("/sandbox/chats/" + chat + "/standing", Map.of("standing", "DEACTIVATED"));
    }

    void unblock(long chat) {
        post("/sandbox/chats/" + chat + "/standing", Map.of("standing", "OPEN"));
    }

    /** Moves the clock of Vestnik and of the sandbox forward. */
    void forward(Duration time) {
        post("/sandbox/clock", Map.of("forward", time.toString()));
    }

    void telegramLimits() {
        send("DELETE", "/sandbox/limits", null);
    }

    List<JsonNode> messages(long chat) {
        List<JsonNode> messages = new ArrayList<>();
        get("/sandbox/chats/" + chat).get("messages").forEach(messages::add);
        return messages;
    }

    /** The texts of what the bot wrote into the chat, oldest first. */
    List<String> texts(long chat) {
        return messages(chat).stream()
                .filter(message -> message.path("from").path("is_bot").asBoolean())
                .map(message ->
                        message.path("text").asText(message.path("caption").asText()))
                .toList();
    }

    JsonNode last(long chat) {
        List<JsonNode> messages = messages(chat);
        return messages.get(messages.size() - 1);
    }

    JsonNode counters() {
        return get("/sandbox/counters");
    }

    /** Everything that was accepted after the journal's entry {@code after}. */
    List<JsonNode> journal(long after) {
        List<JsonNode> all = new ArrayList<>();
        long last = after;
        while (true) {
            JsonNode page = get("/sandbox/journal?after=" + last + "&limit=" + PAGE);
            page.forEach(all::add);
            if (page.size() < PAGE) {
                return all;
            }
            last = page.get(page.size() - 1).path("number").asLong();
        }
    }

    JsonNode get(String path) {
        return send("GET", path, null);
    }

    private JsonNode post(String path, Object body) {
        return send("POST", path, body);
    }

    private JsonNode send(String method, String path, @Nullable Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

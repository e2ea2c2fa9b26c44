package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.CallbackAnswer;
import dev.vestnik.sandbox.ChatActions;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.SandboxView;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** The control API of one chat: its messages, and the actions of people in it. */
@ConditionalOnSandbox
@RestController
@RequestMapping("/sandbox/chats/{chat}")
class ChatController {
    /** How long a pressed button waits for the bot's answer, in milliseconds. */
    private static final long PRESS_TIMEOUT = 10_000;

    private final Sandbox sandbox;
    private final ChatActions people;
    private final SandboxView view;

    ChatController(Sandbox sandbox, ChatActions people, SandboxView view) {
        this.sandbox = sandbox;
        this.people = people;
        this.view = view;
    }

    /**
     * @param from who sends it; null: the person of the private chat
     * @param replyTo the message that it replies to; null: none
     * @param topic of a forum; null: none
     */
    record Typed(
            @Nullable Long from,
            String text,
            @Nullable Integer replyTo,
            @Nullable Integer topic) {}

    record TopicState(boolean closed) {}

    record Key(@Nullable Long from, String label) {}

    /** @param button callback data or label */
    record Press(@Nullable Long from, int message, String button) {}

    /**
     * @param of whose contact; null: the sender's, unless a phone is given
     * @param name of the contact; null: a default
     * @param user the contact's Telegram id; null: not a Telegram user
     */
    record Shared(
            @Nullable Long from,
            @Nullable Long of,
            @Nullable String phone,
            @Nullable String name,
            @Nullable Long user) {}

    record Standing(SandboxChat.Standing standing) {}

    @GetMapping
    ObjectNode read(@PathVariable long chat, @RequestParam(defaultValue = "0") int after) {
        return view.chat(sandbox.bot().chat(chat), after);
    }

    @PostMapping(path = "/text", consumes = MediaType.APPLICATION_JSON_VALUE)
    JsonNode text(@PathVariable long chat, @RequestBody Typed typed) {
        return id(people.text(chat, actor(chat, typed.from()), typed.text(), typed.replyTo(), typed.topic()));
    }

    @PostMapping(path = "/key", consumes = MediaType.APPLICATION_JSON_VALUE)
    JsonNode key(@PathVariable long chat, @RequestBody Key key) {
        return id(people.key(chat, actor(chat, key.from()), key.label()));
    }

    @PostMapping(path = "/contact", consumes = MediaType.APPLICATION_JSON_VALUE)
    JsonNode contact(@PathVariable long chat, @RequestBody Shared shared) {
        long from = actor(chat, shared.from());
        if (shared.phone() != null) {
            String name = shared.name() == null ? "Contact" : shared.name();
            return id(people.contact(chat, from, shared.phone(), name, shared.user()));
        }
        return id(people.contact(chat, from, shared.of() == null ? from : shared.of()));
    }

    /** Returns when the bot answers the callback query, or after ten seconds. */
    @PostMapping(path = "/press", consumes = MediaType.APPLICATION_JSON_VALUE)
    DeferredResult<Map<String, Object>> press(@PathVariable long chat, @RequestBody Press press) {
        DeferredResult<Map<String, Object>> result =
                new DeferredResult<>(PRESS_TIMEOUT, () -> answer(false, new CallbackAnswer("", false, "")));
        CompletableFuture<Void> unused = people.press(chat, actor(chat, press.from()), press.message(), press.button())
                .thenAccept(answer -> result.setResult(answer(true, answer)));
        return result;
    }

    @PostMapping(path = "/standing", consumes = MediaType.APPLICATION_JSON_VALUE)
    void standing(@PathVariable long chat, @RequestBody Standing standing) {
        people.standing(chat, standing.standing());
    }

    /** Closes a topic of a forum, or opens it again. */
    @PostMapping(path = "/topics/{topic}", consumes = MediaType.APPLICATION_JSON_VALUE)
    void topic(@PathVariable long chat, @PathVariable int topic, @RequestBody TopicState state) {
        people.topic(chat, topic, state.closed());
    }

    @PostMapping(path = "/migrate", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Long> migrate(@PathVariable long chat) {
        return Map.of("to", people.migrate(chat));
    }

    @GetMapping("/messages/{message}/document")
    ResponseEntity<byte[]> document(@PathVariable long chat, @PathVariable int message) {
        SandboxMessage.Document document = sandbox.bot().chat(chat).messages(message - 1).stream()
                .filter(found -> found.id() == message)
                .map(SandboxMessage::document)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no document in message " + message));
        ContentDisposition save = ContentDisposition.attachment()
                .filename(document.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, save.toString())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(document.bytes());
    }

    private static long actor(long chat, @Nullable Long from) {
        return from == null ? chat : from;
    }

    private static ObjectNode id(SandboxMessage message) {
        return SandboxView.object().put("message", message.id());
    }

    private static Map<String, Object> answer(boolean answered, CallbackAnswer answer) {
        return Map.of("answered", answered, "text", answer.text(), "alert", answer.alert(), "url", answer.url());
    }
}

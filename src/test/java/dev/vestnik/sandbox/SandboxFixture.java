package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.api.SandboxBotApi;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiResponse;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.protocol.UploadedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** A sandbox with the sample people, a manual clock, and helpers that call its Bot API. */
final class SandboxFixture {
    static final String TOKEN = "4242:sandbox";
    static final long ANNA = 1001;
    static final long BORIS = 1002;
    static final long GROUP = -2001;

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    final Sandbox sandbox;
    final SandboxBot bot;
    final SandboxBotApi api;
    final ChatActions people;

    SandboxFixture() {
        this(Sandbox.Settings.DEFAULT);
    }

    SandboxFixture(Sandbox.Settings settings) {
        sandbox = new Sandbox(TOKEN, clock(), settings);
        SamplePeople.addTo(sandbox);
        bot = sandbox.bot();
        api = new SandboxBotApi(sandbox);
        people = new ChatActions(sandbox, bot);
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    ApiResponse outcome(String method, ObjectNode arguments) {
        return api.call(TOKEN, method, ApiArguments.of(arguments)).join();
    }

    JsonNode call(String method, ObjectNode arguments) {
        return json(outcome(method, arguments));
    }

    JsonNode upload(ObjectNode arguments, UploadedFile document) {
        return json(api.call(TOKEN, "sendDocument", new ApiArguments(arguments, Map.of("document", document)))
                .join());
    }

    JsonNode send(long chat, String text) {
        return call("sendMessage", to(chat).put("text", text));
    }

    JsonNode html(String text) {
        return call("sendMessage", to(ANNA).put("text", text).put("parse_mode", "HTML"));
    }

    JsonNode updates(int offset) {
        return call("getUpdates", SandboxJson.object().put("offset", offset)).path("result");
    }

    static ObjectNode to(long chat) {
        return SandboxJson.object().put("chat_id", chat);
    }

    static JsonNode json(ApiResponse outcome) {
        try {
            return SandboxJson.MAPPER.readTree(((ApiResponse.Answered) outcome).body());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static JsonNode read(String json) {
        try {
            return SandboxJson.MAPPER.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}

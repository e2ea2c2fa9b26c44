package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** A sandbox with the sample people, a clock that stands until it is moved, and short ways to call its Bot API. */
final class Hands {
    static final String TOKEN = "4242:sandbox";
    static final long ANNA = 1001;
    static final long BORIS = 1002;
    static final long GROUP = -2001;

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    final Sandbox sandbox;
    final Bot bot;
    final BotApi api;
    final People people;

    Hands() {
        this(Sandbox.Settings.DEFAULT);
    }

    Hands(Sandbox.Settings settings) {
        sandbox = new Sandbox(TOKEN, clock(), settings);
        SamplePeople.moveInto(sandbox);
        bot = sandbox.bot();
        api = new BotApi(sandbox);
        people = new People(sandbox, bot);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Outcome outcome(String method, ObjectNode arguments) {
        return api.call(TOKEN, method, Arguments.of(arguments)).join();
    }

    JsonNode call(String method, ObjectNode arguments) {
        return json(outcome(method, arguments));
    }

    JsonNode upload(ObjectNode arguments, Upload document) {
        return json(api.call(TOKEN, "sendDocument", new Arguments(arguments, Map.of("document", document)))
                .join());
    }

    JsonNode send(long chat, String text) {
        return call("sendMessage", to(chat).put("text", text));
    }

    JsonNode html(String text) {
        return call("sendMessage", to(ANNA).put("text", text).put("parse_mode", "HTML"));
    }

    JsonNode updates(int offset) {
        return call("getUpdates", Json.object().put("offset", offset)).path("result");
    }

    static ObjectNode to(long chat) {
        return Json.object().put("chat_id", chat);
    }

    static JsonNode json(Outcome outcome) {
        try {
            return Json.MAPPER.readTree(((Outcome.Answered) outcome).body());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
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

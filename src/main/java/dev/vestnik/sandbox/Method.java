package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** What one method of the Bot API does at once. */
interface Method {
    /** Answers with the {@code result}. */
    JsonNode call(Bot bot, Arguments arguments) throws Refusal;
}

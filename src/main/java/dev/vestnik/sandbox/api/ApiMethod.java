package dev.vestnik.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;

/** A Bot API method that answers immediately. */
interface ApiMethod {
    /** Runs the method and returns the {@code result}. */
    JsonNode call(SandboxBot bot, ApiArguments arguments) throws ApiRefusal;
}

package dev.vestnik.component.telegram.call;

import dev.vestnik.component.telegram.http.RequestBody;

/**
 * A message as a request to the Bot API. Internal to the component.
 *
 * @param method Bot API method, e.g. {@code sendMessage}
 * @param resultType how the result becomes the body of the exchange
 */
public record BotApiRequest(String method, RequestBody body, ResultType resultType) {}

package dev.vestnik.component.telegram;

/**
 * A message on its way out.
 *
 * @param method of the Bot API
 * @param result how its result becomes the body of the exchange
 */
record OutgoingCall(String method, RequestBody body, ResultKind result) {}

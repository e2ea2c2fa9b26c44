package dev.vestnik.component.telegram;

import org.jspecify.annotations.Nullable;

/**
 * What the server answered.
 *
 * @param body unpacked
 * @param retryAfter the {@code Retry-After} header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying each answer would only cost
record HttpAnswer(int status, byte[] body, @Nullable String retryAfter) {}

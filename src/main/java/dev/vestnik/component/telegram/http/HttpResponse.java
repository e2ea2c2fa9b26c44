package dev.vestnik.component.telegram.http;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP response. Internal to the component.
 *
 * @param body decompressed
 * @param retryAfter the {@code Retry-After} header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
public record HttpResponse(
        int status, byte[] body, @Nullable String retryAfter) {}

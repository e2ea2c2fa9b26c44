package dev.vestnik.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A part of a text that is special, see <a href="https://core.telegram.org/bots/api#messageentity">MessageEntity</a>.
 *
 * @param offset in UTF-16 units
 * @param length in UTF-16 units
 * @param url of a {@code text_link}
 * @param language of a {@code pre}
 */
public record Entity(
        String type,
        int offset,
        int length,
        @Nullable String url,
        @Nullable String language) {}

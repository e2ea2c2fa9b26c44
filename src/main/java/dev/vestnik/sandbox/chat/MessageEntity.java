package dev.vestnik.sandbox.chat;

import org.jspecify.annotations.Nullable;

/**
 * A formatted or special part of a text, see <a href="https://core.telegram.org/bots/api#messageentity">MessageEntity</a>.
 *
 * @param offset in UTF-16 units
 * @param length in UTF-16 units
 * @param url of a {@code text_link}
 * @param language of a {@code pre}
 */
public record MessageEntity(
        String type,
        int offset,
        int length,
        @Nullable String url,
        @Nullable String language) {}

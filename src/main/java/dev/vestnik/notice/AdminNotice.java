package dev.vestnik.notice;

import java.util.List;

/**
 * Something that administrators must know.
 *
 * @param text the key of the text in the message bundles
 * @param arguments the values of its placeholders, escaped when the text is rendered; they also appear in the log if no
 *     administrator is reachable, so no phones and no secrets
 */
public record AdminNotice(NoticeKind kind, String text, List<String> arguments) {
    public AdminNotice {
        arguments = List.copyOf(arguments);
    }

    public static AdminNotice of(NoticeKind kind, String text, String... arguments) {
        return new AdminNotice(kind, text, List.of(arguments));
    }
}

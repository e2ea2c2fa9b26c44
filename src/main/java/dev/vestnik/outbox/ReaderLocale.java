package dev.vestnik.outbox;

import java.time.ZoneId;

/**
 * The language and the time zone of the reader of a message.
 *
 * @param language {@code ru} or {@code en}
 * @param zone the zone of the times in the message
 */
public record ReaderLocale(String language, ZoneId zone) {}

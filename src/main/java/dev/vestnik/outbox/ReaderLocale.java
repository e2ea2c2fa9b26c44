package dev.vestnik.outbox;

import java.time.ZoneId;

/**
 * How the one who reads a message wants it.
 *
 * @param language {@code ru} or {@code en}
 * @param zone the zone that times are shown in
 */
public record ReaderLocale(String language, ZoneId zone) {}

package dev.vestnik.delivery;

import java.time.ZoneId;

/**
 * How the one who reads a message wants it.
 *
 * @param language {@code ru} or {@code en}
 * @param zone the zone that times are shown in
 */
public record Reader(String language, ZoneId zone) {}

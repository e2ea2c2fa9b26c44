package dev.vestnik.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The short name of a time zone beside a time: {@code МСК}, {@code MSK}, {@code UTC} or {@code UTC+5}. */
public final class ZoneName {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private ZoneName() {}

    /** @param language {@code ru} or {@code en} */
    public static String of(ZoneId zone, Instant time, String language) {
        if (zone.equals(MOSCOW)) {
            return language.equals("ru") ? "МСК" : "MSK";
        }
        ZoneOffset offset = zone.getRules().getOffset(time);
        if (offset.getTotalSeconds() == 0) {
            return "UTC";
        }
        return "UTC" + offset.getId().replaceFirst(":00$", "").replaceFirst("(?<=[+-])0", "");
    }
}

package dev.vestnik.source.syslog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The severities, worst first, by their keywords; https://www.rfc-editor.org/rfc/rfc5424#section-6.2.1 */
public enum SyslogSeverity {
    EMERG,
    ALERT,
    CRIT,
    ERR,
    WARNING,
    NOTICE,
    INFO,
    DEBUG;

    /** Such as {@code crit}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return empty if it is no keyword */
    public static Optional<SyslogSeverity> named(String keyword) {
        return Arrays.stream(values())
                .filter(severity -> severity.keyword().equalsIgnoreCase(keyword.strip()))
                .findFirst();
    }

    static SyslogSeverity of(int number) {
        return values()[number & 7];
    }

    boolean isAtLeast(SyslogSeverity other) {
        return compareTo(other) <= 0;
    }
}

package dev.vestnik.source.syslog;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a message that were found; all texts are as the sender has written them.
 *
 * @param facility 0 to 23; null: the message begins with none
 * @param time ISO 8601 with an offset, of RFC 5424 only; the older form has neither year nor zone
 * @param host the name or address that the sender gives itself
 * @param program what has written it on the host
 * @param pid its process
 * @param mnemonic what kind of message it is: {@code LINK-3-UPDOWN}, {@code SNMP_TRAP_LINK_DOWN}, or the MSGID of RFC 5424
 * @param data the structured data of RFC 5424, by the names of its parameters
 * @param text what remains
 * @param raw the whole message
 */
public record SyslogMessage(
        @Nullable Integer facility,
        SyslogSeverity severity,
        @Nullable String time,
        @Nullable String host,
        @Nullable String program,
        @Nullable String pid,
        @Nullable String mnemonic,
        Map<String, String> data,
        String text,
        String raw) {
    public SyslogMessage {
        data = new TreeMap<>(data);
    }

    /** Whether the severity is this one, or worse. */
    public boolean isAtLeast(SyslogSeverity least) {
        return severity.isAtLeast(least);
    }
}

package dev.vestnik.source.syslog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of RFC 5424 and RFC 3164, and what Cisco (IOS, IOS XR, NX-OS, ASA) and Juniper devices really send: no host,
 * sequence numbers, times with milliseconds, a zone or a year, the time since the start of the device, or none at all. It never
 * fails: what it does not recognise remains in the text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6">RFC 5424</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3164#section-4">RFC 3164</a>
 */
public final class SyslogReader {
    private static final int MAX_FACILITY = 23;

    /** As RFC 3164 says for a message without a priority. */
    private static final SyslogSeverity DEFAULT = SyslogSeverity.NOTICE;

    private static final Pattern PRIORITY = Pattern.compile("<(\\d{1,3})>");

    private static final Pattern HEADER_5424 =
            Pattern.compile("1 (\\S{1,64}) (\\S{1,255}) (\\S{1,48}) (\\S{1,128}) (\\S{1,32}) (?=-|\\[)");

    /** Cisco: the count of messages, and the number that {@code service sequence-numbers} adds. */
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,12}: +");

    private static final String CLOCK = "\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?";
    private static final String DAY = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2}";

    /** Cisco writes a mark if the clock is not set, the year before or behind the day, and a zone only before a colon. */
    private static final String TIME =
            "[*.]?(?:(?:\\d{4} {1,2})?" + DAY + ",?(?: \\d{4})? " + CLOCK + "(?: \\d{4}(?=[: ]))?"
                    + "|\\d{4}-\\d{2}-\\d{2}[T ]" + CLOCK + "(?:Z|[+-]\\d{2}:?\\d{2})?"
                    + "|\\d{1,3}y\\d{1,2}w|\\d{1,3}w\\d{1,2}d|\\d{1,3}d\\d{1,2}h|" + CLOCK + ")"
                    + "(?: [A-Z]{0,5}(?:[+-]\\d{1,4})?(?::\\d{2})?(?=:))?(?=[: ])";

    /** The place in a device that IOS XR names. */
    private static final String NODE = "(?:RP|LC|SP|DRP|RSP|\\d{1,3})/[\\w/]{1,30}/CPU\\d{1,2}:";

    private static final Pattern NODE_AND_TIME = Pattern.compile("(?:" + NODE + ")?(?:" + TIME + ")( *:)? *");
    private static final Pattern HOST_BEFORE_TIME =
            Pattern.compile("([^\\s%<>]{1,255}?):? +(?:\\d{1,12}: +)?(?=(?:" + NODE + ")?(?:" + TIME + "))");
    private static final Pattern HOST_BEHIND_TIME = Pattern.compile("([^\\s%<>\\[\\]]{1,254}[^\\s%<>\\[\\]:]) +");
    private static final Pattern PROGRAM = Pattern.compile("([\\w./-]{1,64})(?:\\[([\\w.-]{1,32})])?: *");
    private static final Pattern CISCO = Pattern.compile("%([A-Za-z0-9_-]{2,64}?-([0-7])-[A-Za-z0-9_]{2,64}) *: *");
    private static final Pattern EVENT_TAG = Pattern.compile("([A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{1,60}): +");

    /** How far from its beginning a text may have the mnemonic of Cisco, characters. */
    private static final int MNEMONIC_WITHIN = 100;

    private SyslogReader() {}

    /** Reads one message, without the frame of its transport. */
    public static SyslogMessage read(byte[] sent) {
        String raw = text(sent).replace("\u0000", "").strip();
        Cursor rest = new Cursor(raw);
        MatchResult priority = rest.take(PRIORITY);
        Integer number = priority == null ? null : Integer.valueOf(priority.group(1));
        if (number != null && number >> 3 > MAX_FACILITY) {
            number = null;
        }
        MatchResult header = rest.take(HEADER_5424);
        return header == null ? older(number, rest, raw) : current(number, header, rest, raw);
    }

    /** UTF-8; bytes that are none are Latin-1, as older devices send them. */
    private static String text(byte[] sent) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sent))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(sent, StandardCharsets.ISO_8859_1);
        }
    }

    private static SyslogMessage current(@Nullable Integer priority, MatchResult header, Cursor rest, String raw) {
        Map<String, String> data = StructuredData.take(rest);
        String text = rest.remaining().strip().replaceFirst("^\ufeff", "");
        Kind kind = Kind.of(text);
        String id = given(header.group(5));
        return new SyslogMessage(
                priority == null ? null : priority >> 3,
                severity(priority, kind),
                given(header.group(1)),
                given(header.group(2)),
                given(header.group(3)),
                given(header.group(4)),
                kind.mnemonic() == null ? id : kind.mnemonic(),
                data,
                kind.text(),
                raw);
    }

    private static @Nullable String given(String value) {
        return value.equals("-") ? null : value;
    }

    private static SyslogMessage older(@Nullable Integer priority, Cursor rest, String raw) {
        skipSequence(rest);
        MatchResult time = rest.take(NODE_AND_TIME);
        MatchResult before = time == null ? rest.take(HOST_BEFORE_TIME) : null;
        String host = before == null ? null : before.group(1);
        if (before != null) {
            rest.take(NODE_AND_TIME);
        }
        if (host == null && time != null && time.group(1) == null) {
            MatchResult behind = rest.take(HOST_BEHIND_TIME);
            host = behind == null ? null : behind.group(1);
            // What a relay has passed on may have the head of the device, too.
            skipSequence(rest);
            rest.take(NODE_AND_TIME);
        }
        MatchResult program = rest.startsWith(EVENT_TAG) ? null : rest.take(PROGRAM);
        Kind kind = Kind.of(rest.remaining().strip());
        return new SyslogMessage(
                priority == null ? null : priority >> 3,
                severity(priority, kind),
                null,
                host,
                program == null ? null : program.group(1),
                program == null ? null : program.group(2),
                kind.mnemonic(),
                Map.of(),
                kind.text(),
                raw);
    }

    private static void skipSequence(Cursor rest) {
        do {
            rest.skip(": ");
        } while (rest.take(SEQUENCE) != null);
    }

    private static SyslogSeverity severity(@Nullable Integer priority, Kind kind) {
        if (priority != null) {
            return SyslogSeverity.of(priority);
        }
        return kind.severity() == null ? DEFAULT : kind.severity();
    }

    /**
     * What kind of message it is, and the text without that.
     *
     * @param severity what the mnemonic says; null: none
     */
    private record Kind(@Nullable String mnemonic, @Nullable SyslogSeverity severity, String text) {
        static Kind of(String text) {
            Matcher cisco = CISCO.matcher(text);
            if (cisco.region(0, Math.min(text.length(), MNEMONIC_WITHIN)).find()) {
                return new Kind(
                        cisco.group(1),
                        SyslogSeverity.of(Integer.parseInt(cisco.group(2))),
                        text.substring(cisco.end()).strip());
            }
            Matcher tag = EVENT_TAG.matcher(text);
            return tag.lookingAt()
                    ? new Kind(tag.group(1), null, text.substring(tag.end()).strip())
                    : new Kind(null, null, text);
        }
    }
}

package dev.vestnik.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.event.Rejection.Reason;
import dev.vestnik.testing.Samples;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private final EventReader reader =
            new EventReader(Samples.STATUSES, PhoneNumber::normalise, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsEveryField() throws RejectedException {
        Event event = read("""
                {"id":"zbx-918273","key":"core-7/if-3","status":"critical","title":"Link down","text":"a\\nb",
                 "ip":"10.20.30.40","area":"north","to":["+79161234567"],"time":"2026-11-23T13:00:00+03:00",
                 "expires":"PT1H","url":"https://example.org/x?a=1","source":"zabbix","labels":{"host":"core-7"}}""");

        assertThat(event)
                .isEqualTo(new Event(
                        "zbx-918273",
                        "core-7/if-3",
                        "critical",
                        "Link down",
                        "a\nb",
                        "10.20.30.40",
                        "north",
                        List.of("+79161234567"),
                        NOW,
                        Duration.ofHours(1),
                        URI.create("https://example.org/x?a=1"),
                        "zabbix",
                        Map.of("host", "core-7")));
    }

    @Test
    void fillsInTheTimeAndTheKey() throws RejectedException {
        Event event = read("{\"id\":\"a\",\"status\":\"warning\",\"title\":\"t\"}");

        assertThat(event.time()).isEqualTo(NOW);
        assertThat(event.key()).isEqualTo("a");
        assertThat(read("{\"status\":\"warning\",\"title\":\"t\"}").key()).isNull();
    }

    @Test
    void skipsWhatItDoesNotKnowAndTakesNullAndEmptyAsAbsent() throws RejectedException {
        Event event = read("""
                {"status":"info","title":"t","extra":{"deep":[1,2]},"ip":null,"area":"","to":null,"labels":null,
                 "url":" ","time":"","expires":null,"source":""}""");

        assertThat(event).isEqualTo(read("{\"status\":\"info\",\"title\":\"t\"}"));
    }

    @Test
    void aTitleIsOneLine() throws RejectedException {
        assertThat(read("{\"status\":\"info\",\"title\":\"  one\\r\\n two\\u2028three\\u0000 \"}")
                        .title())
                .isEqualTo("one two three");
        assertThat(read("{\"status\":\"info\",\"title\":\"a  b \\t\\u007f\\u2029\\u000b c\\u00a0\\u0085d\"}")
                        .title())
                .isEqualTo("a b c\u00a0\u0085d");
    }

    @Test
    void normalisesPhonesAndAddresses() throws RejectedException {
        Event event = read("""
                {"status":"info","title":"t","ip":"2001:DB8:0:0::0001","to":["8 916 123-45-67","+7 (916) 123-45-67"]}""");

        assertThat(event.to()).containsExactly("+79161234567");
        assertThat(event.ip()).isEqualTo("2001:db8::1");
        assertThat(read("{\"status\":\"info\",\"title\":\"t\",\"ip\":\"::ffff:10.1.2.3\"}")
                        .ip())
                .isEqualTo("10.1.2.3");
    }

    @Test
    void limitsAreInclusive() throws RejectedException {
        String cyrillic = "я".repeat(EventReader.MAX_TEXT / 2);
        String title = "🔴".repeat(EventReader.MAX_TITLE);

        Event event = read("{\"status\":\"info\",\"title\":\"" + title + "\",\"text\":\"" + cyrillic + "\"}");

        assertThat(event.title()).isEqualTo(title);
        assertThat(event.text()).isEqualTo(cyrillic);
    }

    @Test
    void aTextOfSixtyFourKibibytesMayBeEscapedThroughout() throws RejectedException {
        assertThat(read("{\"status\":\"info\",\"title\":\"t\",\"text\":\"" + "\\u0041".repeat(EventReader.MAX_TEXT)
                                + "\"}")
                        .text())
                .hasSize(EventReader.MAX_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "{", "{\"status\":\"info\",\"title\":\"t\"} x", "{\"a\":1}{\"a\":1}", "{'a':1}"})
    void rejectsWhatIsNoJson(String raw) {
        Rejection rejection = rejection(raw);

        assertThat(rejection.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(rejection.sentence()).contains("an event is one JSON object");
    }

    @Test
    void rejectsBytesThatAreNoText() {
        byte[] raw = "{\"status\":\"info\",\"title\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        raw[27] = (byte) 0xFF;

        assertThat(rejection(raw).reason()).isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void rejectsNestingThatWouldExhaustTheStack() {
        assertThat(reasonOf("[".repeat(100_000))).isEqualTo(Reason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"status\":\"info\",\"title\":\"t\"}]", "1", "\"critical\"", "null", "true"})
    void rejectsJsonThatIsNoObject(String raw) {
        Rejection rejection = rejection(raw);

        assertThat(rejection.reason()).isEqualTo(Reason.NOT_AN_OBJECT);
        assertThat(rejection.sentence()).contains("not an object");
    }

    @Test
    void rejectsOneMegabyteOfText() {
        Rejection rejection =
                rejection("{\"status\":\"info\",\"title\":\"t\",\"text\":\"" + "x".repeat(1_000_000) + "\"}");

        assertThat(rejection.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(rejection.sentence()).contains("524288");
    }

    /** Each reason, with the field that it names and a word of what would be right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"title\":\"t\"} | MISSING | status | critical, warning, info, resolved",
                "{\"status\":\"info\"} | MISSING | title | 1 to 256 characters",
                "{\"status\":\"info\",\"title\":\"\\n \"} | MISSING | title | 1 to 256 characters",
                "{\"status\":7,\"title\":\"t\"} | WRONG_TYPE | status | is a number; it has to be a text",
                "{\"status\":\"info\",\"title\":[\"t\"]} | WRONG_TYPE | title | is an array",
                "{\"status\":\"info\",\"title\":\"t\",\"to\":\"+79161234567\"} | WRONG_TYPE | to | an array of texts",
                "{\"status\":\"info\",\"title\":\"t\",\"to\":[\"+79161234567\",1]} | WRONG_TYPE | to[1] | a text",
                "{\"status\":\"info\",\"title\":\"t\",\"labels\":[]} | WRONG_TYPE | labels | an object of texts",
                "{\"status\":\"info\",\"title\":\"t\",\"labels\":{\"a\":{}}} | WRONG_TYPE | labels.a | a text",
                "{\"status\":\"urgent\",\"title\":\"t\"} | UNKNOWN_STATUS | status | 'urgent' is not configured",
                "{\"status\":\"resolved\",\"title\":\"t\",\"id\":\"a\"} | KEY_REQUIRED | key | closes an incident",
                "{\"status\":\"info\",\"title\":\"t\",\"ip\":\"10.1.1\"} | BAD_IP | ip | 10.20.30.40",
                "{\"status\":\"info\",\"title\":\"t\",\"ip\":\"10.1.1.256\"} | BAD_IP | ip | '10.1.1.256'",
                "{\"status\":\"info\",\"title\":\"t\",\"ip\":\"10.1.0.0/16\"} | BAD_IP | ip | without a prefix",
                "{\"status\":\"info\",\"title\":\"t\",\"ip\":\"*\"} | BAD_IP | ip | is not an address",
                "{\"status\":\"info\",\"title\":\"t\",\"ip\":\"example.org\"} | BAD_IP | ip | is not an address",
                "{\"status\":\"info\",\"title\":\"t\",\"ip\":\"fe80::1%eth0\"} | BAD_IP | ip | is not an address",
                "{\"status\":\"info\",\"title\":\"t\",\"to\":[\"Anna\"]} | BAD_PHONE | to[0] | +79161234567",
                "{\"status\":\"info\",\"title\":\"t\",\"time\":\"yesterday\"} | BAD_TIME | time | 2026-11-23T10:00:00Z",
                "{\"status\":\"info\",\"title\":\"t\",\"time\":\"2026-11-23T10:00:00\"} | BAD_TIME | time | zone",
                "{\"status\":\"info\",\"title\":\"t\",\"time\":\"+99999-01-01T00:00:00Z\"} | BAD_TIME | time | zone",
                "{\"status\":\"info\",\"title\":\"t\",\"expires\":\"1h\"} | BAD_DURATION | expires | PT1H",
                "{\"status\":\"info\",\"title\":\"t\",\"expires\":\"PT0S\"} | BAD_DURATION | expires | above zero",
                "{\"status\":\"info\",\"title\":\"t\",\"url\":\"javascript:alert(1)\"} | BAD_URL | url | https://",
                "{\"status\":\"info\",\"title\":\"t\",\"url\":\"http://\"} | BAD_URL | url | https://",
                "{\"status\":\"info\",\"title\":\"t\",\"url\":\"/graph\"} | BAD_URL | url | names a host",
            })
    void namesTheFieldWhatIsWrongAndWhatIsRight(String raw, Reason reason, String field, String words) {
        Rejection rejection = rejection(raw);

        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.field()).isEqualTo(field);
        assertThat(rejection.sentence()).startsWith(field + " ").contains(words);
    }

    @ParameterizedTest
    @CsvSource({"title,257,256", "key,257,256", "id,257,256", "area,257,256", "source,257,256", "url,2049,2048"})
    void rejectsWhatIsTooLong(String field, int length, int most) {
        String title = field.equals("title") ? "" : "\"title\":\"t\",";

        Rejection rejection =
                rejection("{\"status\":\"info\"," + title + "\"" + field + "\":\"" + "я".repeat(length) + "\"}");

        assertThat(rejection.reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(rejection.sentence())
                .isEqualTo(field + " has " + length + " characters; up to " + most + " are allowed");
    }

    @Test
    void rejectsATextAboveSixtyFourKibibytes() {
        Rejection rejection = rejection(
                "{\"status\":\"info\",\"title\":\"t\",\"text\":\"" + "я".repeat(EventReader.MAX_TEXT / 2) + "x\"}");

        assertThat(rejection.reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(rejection.sentence()).contains("65537 bytes").contains("65536");
    }

    @Test
    void aSentenceNeverShowsAPhone() {
        assertThat(rejection("{\"status\":\"info\",\"title\":\"t\",\"to\":[\"+7495123456789012\"]}")
                        .sentence())
                .doesNotContain("495");
    }

    @Test
    void anArrayIsReadWholeWithTheSourceOfWhoSentIt() throws RejectedException {
        List<Event> events = reader.readAll(
                bytes(
                        "[{\"status\":\"info\",\"title\":\"a\"},{\"status\":\"info\",\"title\":\"b\",\"source\":\"own\"}]"),
                "zabbix");

        assertThat(events).extracting(Event::source).containsExactly("zabbix", "own");
        assertThat(reader.readAll(bytes("{\"status\":\"info\",\"title\":\"a\"}"), "zabbix"))
                .extracting(Event::title)
                .containsExactly("a");
    }

    @Test
    void aBadElementOfAnArrayIsNamedByItsIndex() {
        assertThat(ofAll("[{\"status\":\"info\",\"title\":\"a\"},{\"status\":\"info\"}]")
                        .sentence())
                .isEqualTo("events[1].title is missing; it is a text of 1 to 256 characters");
        assertThat(ofAll("[7]").sentence()).startsWith("events[0]: ");
        assertThat(ofAll("[]").reason()).isEqualTo(Reason.MISSING);
    }

    private Event read(String raw) throws RejectedException {
        return reader.read(bytes(raw));
    }

    private Reason reasonOf(String raw) {
        return rejection(raw).reason();
    }

    private Rejection rejection(String raw) {
        return rejection(bytes(raw));
    }

    private Rejection rejection(byte[] raw) {
        return catchThrowableOfType(RejectedException.class, () -> reader.read(raw))
                .rejection();
    }

    private Rejection ofAll(String raw) {
        return catchThrowableOfType(RejectedException.class, () -> reader.readAll(bytes(raw), "x"))
                .rejection();
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.UTF_8);
    }
}

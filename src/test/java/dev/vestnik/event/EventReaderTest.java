package dev.vestnik.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.event.Rejection.Reason;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.Samples;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                "{\"status\":[],\"title\":\"t\"} | MISSING | status | critical, warning, info, resolved",
                "{\"status\":\"info\"} | MISSING | title | 1 to 256 characters",
                "{\"status\":\"info\",\"title\":\"\\n \"} | MISSING | title | 1 to 256 characters",
                "{\"status\":\"info\",\"title\":[\"t\"]} | MISSING | title | 1 to 256 characters",
                "{\"status\":\"info\",\"title\":\"\\u200b\\u2060\\ufeff\"} | MISSING | title | shows nothing",
                "{\"status\":\"info\",\"title\":\"\\u0301\\u0301\\u20e3\"} | MISSING | title | shows nothing",
                "{\"status\":\"info\",\"title\":\"\\u3164 \\u00ad\\udb40\\udc20\\ufe0f\"} | MISSING | title | shows",
                "{\"status\":\"info\",\"title\":\"\\u2800\\u202e\\u00a0\"} | MISSING | title | shows nothing",
                "{\"status\":7,\"title\":\"t\"} | UNKNOWN_STATUS | status | '7' is not configured",
                "{\"status\":\"urgent\",\"title\":\"t\"} | UNKNOWN_STATUS | status | 'urgent' is not configured",
                "{\"status\":\"resolved\",\"title\":\"t\",\"id\":\"a\"} | KEY_REQUIRED | key | closes an incident",
                "{\"status\":\"resolved\",\"title\":\"t\",\"key\":[]} | KEY_REQUIRED | key | closes an incident",
            })
    void rejectsWhatCannotBeAnEvent(String raw, Reason reason, String field, String words) {
        Rejection rejection = rejection(raw);

        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.field()).isEqualTo(field);
        assertThat(rejection.sentence()).startsWith(field + " ").contains(words);
    }

    /** The field and the value that are recorded as omitted; the rest of the event stays. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ip\":\"10.1.1\" | ip | 10.1.1",
                "\"ip\":\"10.1.1.256\" | ip | 10.1.1.256",
                "\"ip\":\"10.1.0.0/16\" | ip | 10.1.0.0/16",
                "\"ip\":\"*\" | ip | *",
                "\"ip\":\"example.org\" | ip | example.org",
                "\"ip\":\"fe80::1%eth0\" | ip | fe80::1%eth0",
                "\"ip\":{\"a\":1} | ip | {\"a\":\"1\"}",
                "\"time\":\"yesterday\" | time | yesterday",
                "\"time\":\"2026-11-23T10:00:00\" | time | 2026-11-23T10:00:00",
                "\"time\":\"2026-13-01T00:00:00Z\" | time | 2026-13-01T00:00:00Z",
                "\"time\":\"+99999-01-01T00:00:00Z\" | time | +99999-01-01T00:00:00Z",
                "\"time\":true | time | true",
                "\"expires\":\"1h\" | expires | 1h",
                "\"expires\":\"PT0S\" | expires | PT0S",
                "\"expires\":\"-PT5M\" | expires | -PT5M",
                "\"expires\":\"P1M\" | expires | P1M",
                "\"expires\":[] | expires | []",
                "\"url\":\"javascript:alert(1)\" | url | javascript:alert(1)",
                "\"url\":\"http://\" | url | http://",
                "\"url\":\"/graph\" | url | /graph",
                "\"url\":\"https://a b.example.org/\" | url | https://a b.example.org/",
                "\"labels\":[] | labels | []",
                "\"labels\":7 | labels | 7",
                "\"labels\":{\"a\":{}} | labels.a | {}",
                "\"area\":[\"north\"] | area | [\"north\"]",
                "\"source\":{} | source | {}",
                "\"text\":[1] | text | [\"1\"]",
                "\"id\":[] | id | []",
                "\"key\":{} | key | {}",
                "\"to\":[\"+79161234567\",\"Anna\"] | to[1] | ``",
            })
    void keepsTheEventWithoutAnOptionalFieldThatCannotBeUsed(String member, String field, String value)
            throws RejectedException {
        Event event = read("{\"status\":\"critical\",\"title\":\"t\"," + member + "}");

        assertThat(event.omitted()).containsExactly(new OmittedField(field, value));
        assertThat(event.title()).isEqualTo("t");
        assertThat(event.time()).isEqualTo(NOW);
        assertThat(event.url()).isNull();
        assertThat(event.ip()).isNull();
        assertThat(event.labels()).isEmpty();
        assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
        assertThat(read(EventJson.write(event))).isEqualTo(event);
    }

    @Test
    void oneBadFieldDoesNotAffectTheOthers() throws RejectedException {
        Event event = read("""
                {"status":"critical","title":"t","url":"ftp://h/x","ip":"10.1.2.3","time":"?","expires":"PT5M",
                 "labels":{"a":{},"b":"c"}}""");

        assertThat(event.ip()).isEqualTo("10.1.2.3");
        assertThat(event.expires()).isEqualTo(Duration.ofMinutes(5));
        assertThat(event.labels()).isEqualTo(Map.of("b", "c"));
        assertThat(event.omitted()).extracting(OmittedField::field).containsExactly("time", "url", "labels.a");
    }

    @ParameterizedTest
    @CsvSource({"key,257", "id,257", "area,257", "source,257", "url,2049"})
    void leavesOutWhatIsTooLong(String field, int length) throws RejectedException {
        Event event = read("{\"status\":\"info\",\"title\":\"t\",\"" + field + "\":\"" + "я".repeat(length) + "\"}");

        assertThat(event.omitted()).extracting(OmittedField::field).containsExactly(field);
        assertThat(event.omitted().get(0).value())
                .startsWith("яяя")
                .endsWith("…")
                .hasSizeLessThan(302);
    }

    @Test
    void theWholeOfATitleThatIsTooLongBeginsTheText() throws RejectedException {
        String title = "я".repeat(EventReader.MAX_TITLE + 1);

        Event event = read("{\"status\":\"critical\",\"title\":\"" + title + "\",\"text\":\"more\"}");

        assertThat(event.title()).isEqualTo("я".repeat(EventReader.MAX_TITLE - 1) + "…");
        assertThat(event.text()).isEqualTo(title + "\n\nmore");
        assertThat(event.omitted()).isEmpty();
    }

    @Test
    void theBeginningOfATextAboveSixtyFourKibibytesIsKept() throws RejectedException {
        Event event = read("{\"status\":\"info\",\"title\":\"t\",\"text\":\"x" + "🔴".repeat(16384) + "\"}");

        assertThat(event.text()).isEqualTo("x" + "🔴".repeat(16383));
        assertThat(event.omitted()).containsExactly(new OmittedField("text", "65537 > 65536 B"));
    }

    @Test
    void numbersAndTruthValuesAreTheirText() throws RejectedException {
        Event event = read("""
                {"id":918273,"status":"info","title":404,"labels":{"t":1764000000.123456,"v":10.10,"big":1e400,
                 "minus":-0.0,"huge":123456789012345678901234567890,"up":true},"to":79161234567}""");

        assertThat(event.id()).isEqualTo("918273");
        assertThat(event.title()).isEqualTo("404");
        assertThat(event.to()).containsExactly("+79161234567");
        assertThat(event.labels())
                .isEqualTo(Map.of(
                        "t",
                        "1764000000.123456",
                        "v",
                        "10.10",
                        "big",
                        "1e400",
                        "minus",
                        "-0.0",
                        "huge",
                        "123456789012345678901234567890",
                        "up",
                        "true"));
    }

    @Test
    void anEventForNobodyWhoIsAPhoneStaysPrivate() throws RejectedException {
        assertThat(read("{\"status\":\"info\",\"title\":\"t\",\"to\":[\"Anna\",null]}")
                        .to())
                .containsExactly("Anna", "null");
    }

    @Test
    void unpairedSurrogatesKeepTextsApartInUtf8() throws RejectedException {
        List<String> ids = new ArrayList<>();
        for (String id :
                List.of("cut-\\ud83d", "cut-\\ud83c", "cut-\\udd34", "cut-?", "cut-\\ufffd", "cut-\\ud83d\\udd34")) {
            Event event =
                    read("{\"status\":\"resolved\",\"title\":\"t\",\"id\":\"" + id + "\",\"key\":\"" + id + "\"}");
            assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
            String read = requireNonNull(event.id());
            assertThat(new String(bytes(read), StandardCharsets.UTF_8)).isEqualTo(read);
            ids.add(read);
        }

        assertThat(ids).doesNotHaveDuplicates().contains("cut-\\ud83d", "cut-🔴");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T13:00:00+0300",
        "2026-11-23T13:00:00+03",
        "20261123T100000Z",
        "20261123T130000+0300",
        "2026-11-23 13:00:00+03:00",
        "2026-11-23 10:00:00 Z",
        "2026-11-23t10:00z",
        "'2026-11-23T10:00:00,000Z'",
        "2026-11-23T10:00:00.0000000000000Z",
        "2026-11-23T09:59:60Z",
        "2026-11-23T12:59:60.5+03:00",
        "1795428000",
        "1795428000.5",
        "1795428000000",
        "1795428000000000",
        "1795428000000000000",
    })
    void readsTimesInTheNotationsOfMonitoringSystems(String time) throws RejectedException {
        Event event = read("{\"status\":\"info\",\"title\":\"t\",\"time\":\"" + time + "\"}");

        assertThat(event.omitted()).isEmpty();
        assertThat(event.time()).isBetween(NOW, NOW.plusMillis(500));
        if (time.matches("[0-9.]+")) {
            assertThat(read("{\"status\":\"info\",\"title\":\"t\",\"time\":" + time + "}"))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P1W,P7D",
        "PT1.5H,PT1H30M",
        "'PT0,5M',PT30S",
        "P1DT12H,PT36H",
        "pt90s,PT90S",
        "PT0.000000001S,PT0.000000001S"
    })
    void readsDurationsOfIso8601(String written, Duration duration) throws RejectedException {
        Event event = read("{\"status\":\"info\",\"title\":\"t\",\"expires\":\"" + written + "\"}");

        assertThat(event.expires()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "https://h.example.org/a?q=1#f https://h.example.org/a?q=1#f",
                "HTTPS://h.example.org https://h.example.org",
                "`https://h.example.org/a b|c{d}` https://h.example.org/a%20b%7Cc%7Bd%7D",
                "https://h.example.org\\\\@other.example.org https://h.example.org/@other.example.org",
                "https://h.example.org/?e=[\\\"x\\\"]<y> https://h.example.org/?e=%5B%22x%22%5D%3Cy%3E",
                "https://h.example.org/100%/a%20b#x#y https://h.example.org/100%25/a%20b#x%23y",
                "https://my_host.example.org/x https://my_host.example.org/x",
                "https://пример.рф/путь https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C",
                "http://grafana:3000/d/1 http://grafana:3000/d/1",
                "http://[2001:db8::1]:8080/ http://[2001:db8::1]:8080/",
                "https://user:pa%73s@h.example.org/ https://user:pa%73s@h.example.org/",
            })
    void repairsLinks(String written, String link) throws RejectedException {
        Event event = read("{\"status\":\"info\",\"title\":\"t\",\"url\":\"" + written + "\"}");

        assertThat(event.omitted()).isEmpty();
        assertThat(event.url()).isEqualTo(URI.create(link));
        assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
    }

    @Test
    void whatIsLeftOutIsBounded() throws RejectedException {
        String labels =
                IntStream.range(0, 50).mapToObj(i -> "\"l" + i + "\":{}").collect(Collectors.joining(","));

        assertThat(read("{\"status\":\"info\",\"title\":\"t\",\"labels\":{" + labels + "}}")
                        .omitted())
                .hasSize(11)
                .endsWith(new OmittedField("…", ""));
    }

    @Test
    void aPhoneWithAnErrorIsNotShown() throws RejectedException {
        assertThat(read("{\"status\":\"info\",\"title\":\"t\",\"to\":[\"+7495123456789012\"]}")
                        .omitted())
                .containsExactly(new OmittedField("to[0]", ""));
    }

    @Test
    void anArrayIsReadWholeWithTheSourceOfWhoSentIt() throws RejectedException {
        List<Event> events = reader.readAll(
                bytes(
                        "[{\"status\":\"info\",\"title\":\"a\"},{\"status\":\"info\",\"title\":\"b\",\"source\":\"own\"}]"),
                "zabbix",
                null);

        assertThat(events).extracting(Event::source).containsExactly("zabbix", "own");
        assertThat(reader.readAll(bytes("{\"status\":\"info\",\"title\":\"a\"}"), "zabbix", null))
                .extracting(Event::title)
                .containsExactly("a");
    }

    @Test
    void ndjsonIsReadWholeAndTheNameOfTheRequestIsTheIdOfEventsWithoutOne() throws RejectedException {
        String lines = """
                {"status":"info","title":"a"}

                {"status":"info","title":"b","id":"own"}
                {"status":"info","title":"c"}
                """;

        assertThat(reader.readAll(bytes(lines), "x", "zabbix:42"))
                .extracting(Event::title, Event::id)
                .containsExactly(tuple("a", "zabbix:42"), tuple("b", "own"), tuple("c", "zabbix:42/3"));
        assertThat(reader.readAll(bytes(lines), "x", null))
                .extracting(Event::id)
                .containsExactly(null, "own", null);
        assertThat(ofAll("{\"status\":\"info\",\"title\":\"a\"}\n{\"status\":").sentence())
                .startsWith("events[1]");
    }

    @Test
    void aBadElementOfAnArrayIsNamedByItsIndex() {
        assertThat(ofAll("[{\"status\":\"info\",\"title\":\"a\"},{\"status\":\"info\"}]")
                        .sentence())
                .isEqualTo("events[1].title is missing, or shows nothing; it is a text of 1 to 256 characters");
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
        return catchThrowableOfType(RejectedException.class, () -> reader.readAll(bytes(raw), "x", null))
                .rejection();
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.vestnik.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventReaderProperties {
    private final EventReader reader =
            new EventReader(Samples.STATUSES, PhoneNumber::normalise, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Property
    void anyBytesAreAnEventOrRejected(@ForAll byte[] raw) {
        readOrReject(raw);
    }

    @Property(tries = 3000)
    void anyDamageToAnEventLeavesAnEventOrARejection(@ForAll("damaged") String raw) {
        readOrReject(raw.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 3000)
    void anyValueInAnyFieldIsAnEventOrRejected(@ForAll("fields") String field, @ForAll("values") String value) {
        readOrReject(("{\"status\":\"info\",\"title\":\"t\",\"" + field + "\":" + value + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("events") Event event) throws RejectedException {
        String json = EventJson.write(event);

        assertThat(EventJson.read(json)).isEqualTo(event);
        assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(event);
    }

    private void readOrReject(byte[] raw) {
        try {
            Event event = reader.read(raw);
            assertThat(event.omitted()).hasSizeLessThan(12);
            assertThat(event.title()).isNotBlank();
            assertThat(Samples.STATUSES.named(event.status())).isPresent();
            assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
        } catch (RejectedException e) {
            assertThat(e.rejection().sentence())
                    .startsWith(e.rejection().field())
                    .hasSizeGreaterThan(20);
        }
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(
                "id", "key", "status", "title", "text", "ip", "area", "to", "time", "expires", "url", "source",
                "labels");
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> words = Arbitraries.of(
                "10.1.2.3",
                "::1",
                "0x7f.1",
                "1.2.3.4-5",
                "PT1H",
                "P99999999999D",
                "-PT1S",
                "2026-11-23T10:00:00Z",
                "2026-13-01T00:00:00Z",
                "https://[::1]/",
                "https://h/a b",
                "ftp://h",
                "+79161234567",
                "resolved",
                "");
        Arbitrary<String> texts =
                Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(20)).map(text -> "\"" + escape(text) + "\"");
        Arbitrary<String> scalars =
                Arbitraries.oneOf(texts, Arbitraries.of("null", "true", "1e999", "-0", "{}", "[]", "[null]", "[[1]]"));
        return Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                scalars.map(value -> "{\"a\":" + value + "}"));
    }

    @Provide
    Arbitrary<String> damaged() {
        String whole = EventJson.write(Samples.event("critical").withEverything());
        return Combinators.combine(
                        Arbitraries.integers().between(0, whole.length() - 1),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.strings().ofMaxLength(3))
                .as((at, cut, with) ->
                        whole.substring(0, at) + with + whole.substring(Math.min(whole.length(), at + cut)));
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<String> text = Arbitraries.strings()
                .all()
                .excludeChars('\uD800', '\uFFFF')
                .ofMaxLength(30)
                .map(any -> "a" + any.replaceAll("[\\p{Cs}\\s\\p{Cntrl}\\u2028\\u2029]", "") + "z");
        Arbitrary<String> ip = Arbitraries.of("10.1.2.3", "2001:db8::1");
        Arbitrary<Long> seconds = Arbitraries.longs().between(0, 4_000_000_000L);
        return Combinators.combine(
                        text.injectNull(0.3),
                        text,
                        text.injectNull(0.3),
                        ip.injectNull(0.3),
                        seconds,
                        seconds.map(s -> Duration.ofSeconds(1 + s % 1_000_000)).injectNull(0.5),
                        Arbitraries.maps(text, text).ofMaxSize(3))
                .as((id, title, area, address, time, expires, labels) -> new Event(
                        id,
                        id,
                        "warning",
                        title,
                        area,
                        address,
                        area,
                        List.of("+79161234567"),
                        Instant.ofEpochSecond(time, time % 1000),
                        expires,
                        null,
                        null,
                        Map.copyOf(labels)));
    }

    private static String escape(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        return json.toString();
    }
}

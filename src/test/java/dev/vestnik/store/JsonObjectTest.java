package dev.vestnik.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void isTheJsonOfARecordOfTheSameFields() {
        Instant time = Instant.parse("2026-11-23T10:00:00.120Z");
        URI url = URI.create("https://example.org/?a=1&b=\u044f");
        Some record =
                new Some("a\"b\\c/\n", time, Duration.ofMinutes(61), url, List.of("x", ""), Map.of("k", "v"), null);

        JsonObject json = new JsonObject()
                .with("text", record.text())
                .with("time", time)
                .with("duration", record.duration())
                .with("url", url)
                .with("list", record.list())
                .with("map", record.map())
                .with("absent", record.absent());

        assertThat(json).hasToString(RedisJson.write(record));
    }

    @Test
    void whatIsAbsentOrEmptyIsLeftOut() {
        assertThat(new JsonObject()
                        .with("a", (Object) null)
                        .with("b", List.of())
                        .with("c", Map.of()))
                .hasToString("{}");
    }

    @Property
    void anyTextsAreWrittenAsAnywhereElse(@ForAll("texts") SortedMap<String, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach(json::with);

        assertThat(json).hasToString(RedisJson.write(texts));
        assertThat(new JsonObject().with("a", texts.values()).with("b", texts))
                .hasToString(RedisJson.write(new ListAndMap(List.copyOf(texts.values()), texts)));
    }

    @Provide
    Arbitrary<SortedMap<String, String>> texts() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\ud83d\ude00яa")
                .ascii()
                .ofMaxLength(12);
        return Arbitraries.maps(text, text).ofMinSize(1).ofMaxSize(3).map(TreeMap::new);
    }

    private record Some(
            String text,
            Instant time,
            Duration duration,
            URI url,
            List<String> list,
            Map<String, String> map,
            @Nullable String absent) {}

    private record ListAndMap(List<String> a, Map<String, String> b) {}
}

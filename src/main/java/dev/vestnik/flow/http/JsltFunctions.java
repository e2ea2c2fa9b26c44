package dev.vestnik.flow.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import dev.vestnik.source.Severities;
import dev.vestnik.source.TextFinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What mappings may call beside the functions of JSLT. None of them fails, whatever it is given: a value that is not there
 * is null.
 */
public final class JsltFunctions {
    private static final int MANY = 32;

    private JsltFunctions() {}

    /** How one function makes its value of the texts in its arguments; null: there is none. */
    @FunctionalInterface
    private interface OfTexts {
        @Nullable
        String apply(List<String> texts);
    }

    private record Named(String name, int least, int most, OfTexts words) implements Function {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return least;
        }

        @Override
        public int getMaxArguments() {
            return most;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            List<String> texts = new ArrayList<>();
            Arrays.stream(arguments).forEach(argument -> collect(argument, texts));
            String value = words.apply(texts);
            return value == null ? NullNode.instance : new TextNode(value);
        }
    }

    /**
     * {@code status(severity)} by the table of the settings; {@code resolved()}; {@code ip(text, …)}, {@code phone(text, …)}:
     * the first in the texts, also in those of an object or array; {@code duration(text)} in ISO 8601; {@code first(text, …)}:
     * the first that shows something; {@code words(separator, text, …)}: those that show something, joined.
     *
     * @param phones converts a phone to E.164; empty: not a phone
     */
    public static List<Function> of(
            Severities severities, java.util.function.Function<String, Optional<String>> phones) {
        return List.of(
                new Named("status", 1, 1, texts -> severities.status(texts.isEmpty() ? null : texts.get(0))),
                new Named("resolved", 0, 0, texts -> severities.resolved()),
                new Named("ip", 1, MANY, texts -> found(texts, TextFinder::ip)),
                new Named("phone", 1, MANY, texts -> found(texts, text -> TextFinder.phone(text, phones))),
                new Named("duration", 1, 1, texts -> found(texts, TextFinder::duration)),
                new Named("first", 1, MANY, texts -> visible(texts.stream())
                        .findFirst()
                        .orElse(null)),
                new Named("words", 2, MANY, JsltFunctions::joined));
    }

    private static @Nullable String found(
            List<String> texts, java.util.function.Function<String, Optional<String>> finder) {
        return texts.stream().map(finder).flatMap(Optional::stream).findFirst().orElse(null);
    }

    private static @Nullable String joined(List<String> texts) {
        if (texts.isEmpty()) {
            return null;
        }
        List<String> shown = visible(texts.stream().skip(1)).toList();
        return shown.isEmpty() ? null : String.join(texts.get(0), shown);
    }

    private static Stream<String> visible(Stream<String> texts) {
        return texts.filter(text -> !text.isBlank());
    }

    private static void collect(JsonNode value, List<String> texts) {
        if (value.isContainerNode()) {
            value.forEach(child -> collect(child, texts));
        } else if (!value.isNull() && !value.isMissingNode()) {
            texts.add(value.asText());
        }
    }
}

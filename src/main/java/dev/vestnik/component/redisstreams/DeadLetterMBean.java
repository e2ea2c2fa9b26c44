package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.MaskingFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter operations of a consumer's MBean. Texts from dead letters pass through the masking formatter of the context,
 * the bean {@value MaskingFormatter#CUSTOM_LOG_MASK_REF}, if there is one.
 */
final class DeadLetterMBean {
    /** How many characters of a value are shown. */
    private static final int LONGEST = 4_000;

    private final RedisStreamsEndpoint endpoint;
    private @Nullable Replay replay;

    DeadLetterMBean(RedisStreamsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    TabularData list(@Nullable String after, int most) {
        try {
            CompositeType row = null;
            TabularDataSupport table = null;
            for (DeadLetter letter : letters().list(after == null ? "" : after.trim(), most)) {
                Map<String, Object> about = about(letter);
                if (row == null || table == null) {
                    row = row(about);
                    table = new TabularDataSupport(
                            new TabularType("DeadLetters", "Dead letters", row, new String[] {"id"}));
                }
                table.put(new CompositeDataSupport(row, about));
            }
            return table != null
                    ? table
                    : new TabularDataSupport(
                            new TabularType("DeadLetters", "Dead letters", row(Map.of("id", "")), new String[] {"id"}));
        } catch (OpenDataException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static CompositeType row(Map<String, Object> about) throws OpenDataException {
        String[] names = about.keySet().toArray(String[]::new);
        OpenType<?>[] types = about.values().stream()
                .map(value -> value instanceof Integer ? SimpleType.INTEGER : SimpleType.STRING)
                .toArray(OpenType<?>[]::new);
        return new CompositeType("DeadLetter", "A dead letter", names, names, types);
    }

    private Map<String, Object> about(DeadLetter letter) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("id", letter.id());
        about.put("entry", letter.entryId());
        about.put("key", letter.key());
        about.put("group", letter.group());
        about.put("reason", mask(letter.reason()));
        about.put("error", mask(letter.error()));
        about.put("deliveries", letter.deliveries());
        about.put("time", letter.time().toString());
        return about;
    }

    String inspect(String id) {
        Optional<DeadLetter> letter = letters().find(id.trim());
        if (letter.isEmpty()) {
            return "There is no dead letter " + id;
        }
        StringBuilder text = new StringBuilder();
        about(letter.get()).forEach((name, value) -> line(text, name, value));
        boolean shown = endpoint.getConfiguration().isDeadFieldsShown();
        letter.get()
                .fields()
                .forEach((name, value) -> line(text, "field " + name, shown ? mask(text(value)) : "(not shown)"));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static String text(byte[] value) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            return text.length() <= LONGEST
                    ? text
                    : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
        } catch (CharacterCodingException e) {
            return "(" + value.length + " bytes that are not text)";
        }
    }

    private String mask(String text) {
        MaskingFormatter mask = endpoint.getCamelContext()
                .getRegistry()
                .lookupByNameAndType(MaskingFormatter.CUSTOM_LOG_MASK_REF, MaskingFormatter.class);
        return mask == null ? text : mask.format(text);
    }

    String replay(String ids) {
        List<String> all = split(ids);
        return letters().replay(all) + " of " + all.size() + " replayed";
    }

    synchronized String replayAll() {
        Replay current = replay;
        if (current == null || !current.running()) {
            current = letters().replayAll();
            replay = current;
        }
        return current.toString();
    }

    synchronized String stopReplay() {
        if (replay != null) {
            replay.stop();
        }
        return replay();
    }

    synchronized String replay() {
        return replay == null ? "" : replay.toString();
    }

    String discard(String ids) {
        List<String> all = split(ids);
        return letters().discard(all) + " of " + all.size() + " discarded";
    }

    String discardUpTo(String id) {
        return letters().discardUpTo(id.trim()) + " discarded";
    }

    private static List<String> split(String ids) {
        return Arrays.stream(ids.trim().split("[\\s,;]+"))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private DeadLetters letters() {
        return endpoint.deadLetters();
    }
}

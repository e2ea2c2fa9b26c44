package dev.vestnik.endtoend;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * All data of a Redis as a file of the commands that write it, each a line of JSON, the first with the time of writing. When the
 * data is loaded, all its times are moved by the time since then, as if it had been written just now.
 */
final class StoredData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\d+(?!\\d)");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

    /** Numbers that are as near to the time of writing are times. */
    private static final Duration NEAR = Duration.ofDays(60);

    private StoredData() {}

    /** Of a command; Lettuce does not know all of them. */
    private record Name(String name) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /**
     * Writes all data of this Redis into a file.
     *
     * @param folder of its AOF files
     * @param firstId of the messages and updates of its Telegram; they are stored from 1,000 on, below those of a later one
     */
    static void write(RedisCommands<String, String> redis, Path folder, int firstId, Path file) throws IOException {
        redis.configSet("aof-use-rdb-preamble", "no");
        redis.bgrewriteaof();
        Awaitility.await().atMost(PATIENCE).until(() -> redis.info("persistence")
                .contains("aof_rewrite_in_progress:0"));
        Path base;
        try (Stream<Path> files = Files.list(folder.resolve("appendonlydir"))) {
            base = files.filter(each -> each.toString().endsWith(".base.aof"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> lines = new ArrayList<>(List.of(Long.toString(System.currentTimeMillis())));
        for (List<String> command : commands(ByteBuffer.wrap(Files.readAllBytes(base)))) {
            lines.add(JSON.writeValueAsString(command.stream()
                    .map(part ->
                            numbers(part, id -> id >= firstId && id < firstId + 10_000L ? id - firstId + 1_000 : id))
                    .toList()));
        }
        Files.write(Files.createDirectories(file.getParent()).resolve(file.getFileName()), lines);
    }

    /** Arrays of strings in Redis' protocol. */
    private static List<List<String>> commands(ByteBuffer file) {
        List<List<String>> commands = new ArrayList<>();
        while (file.hasRemaining()) {
            int parts = Integer.parseInt(line(file).substring(1));
            List<String> command = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                byte[] part = new byte[Integer.parseInt(line(file).substring(1))];
                file.get(part);
                line(file);
                command.add(new String(part, StandardCharsets.UTF_8));
            }
            commands.add(command);
        }
        return commands;
    }

    private static String line(ByteBuffer file) {
        StringBuilder line = new StringBuilder();
        for (char next = (char) file.get(); next != '\n'; next = (char) file.get()) {
            line.append(next);
        }
        return line.toString().strip();
    }

    /** Writes the data of a file into an empty Redis. */
    static void load(Path file, RedisCommands<String, String> redis) throws IOException {
        List<String> lines = Files.readAllLines(file);
        long written = Long.parseLong(lines.get(0));
        long seconds = (System.currentTimeMillis() - written) / 1_000;
        for (String line : lines.subList(1, lines.size())) {
            List<String> command = JSON.readValue(line, new TypeReference<>() {});
            CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
            command.stream().skip(1).map(part -> moved(part, written, seconds)).forEach(arguments::add);
            redis.dispatch(new Name(command.get(0)), new NestedMultiOutput<>(StringCodec.UTF8), arguments);
        }
    }

    private static String moved(String part, long written, long seconds) {
        String instants = INSTANT.matcher(part).replaceAll(found -> Instant.parse(found.group() + "Z")
                .plusSeconds(seconds)
                .toString()
                .replace("Z", ""));
        return numbers(instants, number -> {
            if (Math.abs(number - written) < NEAR.toMillis()) {
                return number + seconds * 1_000;
            }
            return Math.abs(number - written / 1_000) < NEAR.toSeconds() ? number + seconds : number;
        });
    }

    private static String numbers(String text, UnaryOperator<Long> change) {
        Matcher number = NUMBER.matcher(text);
        return number.replaceAll(
                found -> found.group().length() < 9 || found.group().length() > 13
                        ? found.group()
                        : change.apply(Long.valueOf(found.group())).toString());
    }
}

package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamScript;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XTrimArgs;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RuntimeCamelException;

/**
 * The dead letters of a stream, of all its groups or all its keys; see {@link RedisStreamsEndpoint#deadLetters}. The replay of
 * a dead letter is one step in Redis: it is either here or back in its stream, or in the stream of its key, as a new entry
 * behind the others. In the stream of a group it is new to <em>all</em> groups. An interrupted replay of many has put back
 * some of them; it loses and repeats none.
 *
 * <p>All methods wait for Redis, at most five seconds, and throw a {@link RuntimeCamelException} if Redis fails.
 */
public final class DeadLetters {
    private static final Pattern ID = Pattern.compile("(\\d{1,19})-(\\d{1,19})");
    private static final int LONGEST_PAGE = 1_000;

    private final Connections connections;
    private final Executor executor;
    private final String stream;
    private final String dead;

    DeadLetters(Connections connections, Executor executor, String stream) {
        this.connections = connections;
        this.executor = executor;
        this.stream = stream;
        this.dead = KeyedKeys.dead(stream);
    }

    /** The number of dead letters. */
    public long count() {
        return await(() -> connections.shared().xlen(dead));
    }

    /**
     * A page of dead letters, the oldest first.
     *
     * @param after the last id of the page before; empty for the first page
     * @param most how many, 1 to 1,000
     */
    public List<DeadLetter> list(String after, int most) {
        if (most < 1 || most > LONGEST_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + LONGEST_PAGE + " dead letters, not " + most);
        }
        return range(after.isEmpty() ? "-" : "(" + check(after), "+", most);
    }

    /** The dead letter of this id. */
    public Optional<DeadLetter> find(String id) {
        return range(check(id), id, 1).stream().findFirst();
    }

    private List<DeadLetter> range(String from, String to, int most) {
        List<DeadLetter> letters = new ArrayList<>();
        CommandArgs<String, byte[]> words = new CommandArgs<>(Connections.CODEC)
                .addKey(dead)
                .add(from)
                .add(to)
                .add("COUNT")
                .add(most);
        for (Object row : await(() ->
                connections.shared().dispatch(CommandType.XRANGE, new NestedMultiOutput<>(Connections.CODEC), words))) {
            List<Object> entry = ScriptReply.list(row);
            DeadLetter letter = DeadLetter.of(ScriptReply.text(entry.get(0)), ScriptReply.list(entry.get(1)));
            if (letter != null) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /**
     * Puts these dead letters back, one after the other.
     *
     * @return how many of them existed
     */
    public long replay(Collection<String> ids) {
        ids.forEach(DeadLetters::check);
        long replayed = 0;
        for (String id : ids) {
            replayed += ScriptReply.number(await(() -> replay(id, id, 1)).get(0));
        }
        return replayed;
    }

    /** Begins to put back all current dead letters, without entries that die again meanwhile. */
    public Replay replayAll() {
        List<String> last = await(() -> connections
                .shared()
                .xrevrange(dead, Range.unbounded(), Limit.from(1))
                .thenApply(entries -> entries.stream().map(StreamMessage::getId).toList()));
        Replay replay = new Replay(this, executor, count(), last.isEmpty() ? "" : last.get(0));
        replay.next();
        return replay;
    }

    /** Puts some back; the result is how many, and the last id that was read. */
    CompletionStage<List<Object>> replay(String from, String to, int most) {
        return StreamScript.DEAD_REPLAY.list(
                connections.shared(),
                new String[] {dead, stream},
                ScriptArguments.of(from, to).add(most));
    }

    /**
     * Deletes these dead letters.
     *
     * @return how many of them existed
     */
    public long discard(Collection<String> ids) {
        ids.forEach(DeadLetters::check);
        return ids.isEmpty() ? 0 : await(() -> connections.shared().xdel(dead, ids.toArray(String[]::new)));
    }

    /**
     * Deletes this dead letter and all older ones.
     *
     * @return how many
     */
    public long discardUpTo(String id) {
        Matcher parts = ID.matcher(check(id));
        String next = parts.matches() ? parts.group(1) + "-" + (Long.parseLong(parts.group(2)) + 1) : id;
        return await(() -> connections.shared().xtrim(dead, XTrimArgs.Builder.minId(next)));
    }

    private static String check(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "'" + id + "' is not the id of a dead letter, which is like 1763970000000-0");
        }
        return id;
    }

    private <T> T await(Supplier<? extends CompletionStage<T>> question) {
        try {
            return question.get()
                    .toCompletableFuture()
                    .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeCamelException("Interrupted while reading " + dead, e);
        } catch (ExecutionException e) {
            throw new RuntimeCamelException(dead + ": " + CompletionCause.of(e).getMessage(), CompletionCause.of(e));
        } catch (TimeoutException e) {
            throw new RuntimeCamelException(dead + ": Redis did not answer in time", e);
        }
    }
}

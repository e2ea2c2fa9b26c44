package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration.Operation;
import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.EntryFields;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of an exchange to a stream: one entry, or one for each element of a list. It is asynchronous, and fails at once
 * while there is no connection. A list is written in parts, each as a whole or not at all; elements that follow each other with
 * the same key are a part, with {@code maxLen} or a deduplication id an element is one.
 */
@ManagedResource(description = "Producer of a Redis stream")
public class RedisStreamsProducer extends DefaultAsyncProducer {
    /** One script writes so much at most, so that it does not block Redis for long, and can unpack its entries. */
    private static final int PART_WORDS = 5_000;

    private static final int PART_BYTES = 1024 * 1024;

    private final RedisStreamsConfiguration options;
    private final String stream;
    private final StreamLengthAlarm alarm;

    /** One entry to write. */
    private record Write(@Nullable String key, @Nullable String deduplicationId, List<byte[]> fields) {
        boolean isWrittenWith(Write other) {
            return Objects.equals(key, other.key) && deduplicationId == null && other.deduplicationId == null;
        }

        int words() {
            return fields.size();
        }

        int bytes() {
            int bytes = 0;
            for (byte[] word : fields) {
                bytes += word.length;
            }
            return bytes;
        }
    }

    RedisStreamsProducer(RedisStreamsEndpoint endpoint) {
        super(endpoint);
        this.options = endpoint.getConfiguration();
        this.stream = options.streamKey();
        this.alarm = new StreamLengthAlarm(stream, options.getMaxLen());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HealthCheckRegistry checks = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (options.getMaxLen() > 0 && checks != null) {
            alarm.setEnabled(getEndpoint().getComponent().isHealthCheckProducerEnabled());
            checks.register(alarm);
        }
    }

    @Override
    protected void doStop() throws Exception {
        HealthCheckRegistry checks = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (checks != null) {
            checks.unregister(alarm);
        }
        super.doStop();
    }

    @Override
    public RedisStreamsEndpoint getEndpoint() {
        return (RedisStreamsEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (options.getOperation() == Operation.drain) {
                return drain(exchange, callback);
            }
            List<Write> writes = writes(exchange);
            if (options.isSettle()) {
                ExchangeSettlement settlement = ExchangeSettlement.of(exchange);
                writes.forEach(write -> enlist(settlement, write));
                callback.done(true);
                return true;
            }
            return write(exchange, writes, callback);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private boolean write(Exchange exchange, List<Write> writes, AsyncCallback callback) {
        if (writes.isEmpty()) {
            callback.done(true);
            return true;
        }
        RedisClusterAsyncCommands<String, byte[]> redis =
                getEndpoint().connections().shared();
        List<CompletableFuture<List<String>>> answers = options.getMaxLen() > 0
                ? writes.stream()
                        .map(write -> send(redis, write).thenApply(List::of))
                        .toList()
                : sendParts(redis, writes);
        var unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .whenCompleteAsync(
                        (nothing, problem) -> {
                            if (problem == null) {
                                List<String> ids = answers.stream()
                                        .flatMap(answer -> answer.join().stream())
                                        .toList();
                                boolean list = exchange.getMessage().getBody() instanceof List<?>;
                                exchange.getMessage().setHeader(RedisStreamsConstants.ID, list ? ids : ids.get(0));
                            } else {
                                exchange.setException(CompletionCause.of(problem));
                            }
                            callback.done(false);
                        },
                        getEndpoint().getComponent().callbacks());
        return false;
    }

    private List<CompletableFuture<List<String>>> sendParts(
            RedisClusterAsyncCommands<String, byte[]> redis, List<Write> writes) {
        List<CompletableFuture<List<String>>> answers = new ArrayList<>();
        for (int from = 0, to; from < writes.size(); from = to) {
            to = endOfPart(writes, from);
            answers.add(
                    to == from + 1
                            ? send(redis, writes.get(from)).thenApply(List::of)
                            : sendPart(redis, writes.subList(from, to)));
        }
        return answers;
    }

    /** At least one entry, however large it is; further ones of the same key. */
    private static int endOfPart(List<Write> writes, int from) {
        int words = 0;
        int bytes = 0;
        int end = from;
        do {
            words += writes.get(end).words();
            bytes += writes.get(end).bytes();
            end++;
        } while (end < writes.size()
                && writes.get(end).isWrittenWith(writes.get(from))
                && words + writes.get(end).words() <= PART_WORDS
                && bytes + writes.get(end).bytes() <= PART_BYTES);
        return end;
    }

    private CompletableFuture<List<String>> sendPart(
            RedisClusterAsyncCommands<String, byte[]> redis, List<Write> part) {
        String key = part.get(0).key();
        ScriptArguments arguments = key == null ? new ScriptArguments() : ScriptArguments.of(stream, key);
        part.forEach(write -> arguments.add(write.words()).addBytes(write.fields()));
        KeyedKeys keyed = new KeyedKeys(stream);
        CompletableFuture<List<Object>> ids = key == null
                ? StreamScript.STREAM_ADD_LIST.list(redis, new String[] {stream}, arguments)
                : StreamScript.KEYED_ADD_LIST.list(redis, new String[] {keyed.stream(key), keyed.due()}, arguments);
        return ids.thenApply(ScriptReply::texts);
    }

    private CompletableFuture<String> send(RedisClusterAsyncCommands<String, byte[]> redis, Write write) {
        if (options.getMaxLen() > 0) {
            ScriptArguments arguments =
                    new ScriptArguments().add(options.getMaxLen()).addBytes(write.fields());
            return StreamScript.STREAM_ADD
                    .list(redis, new String[] {stream}, arguments)
                    .thenApply(this::added);
        }
        if (write.key() == null) {
            CommandArgs<String, byte[]> words =
                    new CommandArgs<>(Connections.CODEC).addKey(stream).add("*");
            write.fields().forEach(words::add);
            return redis.dispatch(CommandType.XADD, new StatusOutput<>(Connections.CODEC), words)
                    .toCompletableFuture();
        }
        KeyedKeys keyed = new KeyedKeys(stream);
        if (write.deduplicationId() != null) {
            return StreamScript.KEYED_ADD_ONCE.text(
                    redis,
                    new String[] {keyed.stream(write.key()), keyed.due(), keyed.seen(write.deduplicationId())},
                    ScriptArguments.of(stream, write.key())
                            .add(options.getDeduplication())
                            .addBytes(write.fields()));
        }
        return StreamScript.KEYED_ADD.text(
                redis,
                new String[] {keyed.stream(write.key()), keyed.due()},
                ScriptArguments.of(stream, write.key()).addBytes(write.fields()));
    }

    private String added(List<Object> reply) {
        alarm.note(ScriptReply.big(reply.get(1)), ScriptReply.text(reply.get(2)));
        return ScriptReply.text(reply.get(0));
    }

    @ManagedAttribute(
            description =
                    "Writes after which the stream was longer than maxLen because a group needs the oldest entries")
    public long getOverlong() {
        return alarm.count();
    }

    @ManagedAttribute(description = "The group that keeps the stream longer than maxLen; empty if there is none")
    public String getOverlongBy() {
        return alarm.heldBackBy();
    }

    private void enlist(ExchangeSettlement settlement, Write write) {
        if (write.key() == null) {
            settlement.enlistEntry(stream, write.fields());
        } else {
            settlement.enlistKeyedBytes(stream, write.key(), write.fields());
        }
    }

    private List<Write> writes(Exchange exchange) {
        Message message = exchange.getMessage();
        if (!(message.getBody() instanceof List<?> list)) {
            return List.of(write(message.getBody(), message, exchange));
        }
        List<Write> writes = new ArrayList<>(list.size());
        for (Object element : list) {
            writes.add(
                    element instanceof Message part
                            ? write(part.getBody(), part, exchange)
                            : write(element, message, exchange));
        }
        return writes;
    }

    private Write write(@Nullable Object body, Message headers, Exchange exchange) {
        List<byte[]> fields = EntryFields.of(body, exchange);
        if (!options.isKeyed() && options.getKey() == null) {
            return new Write(null, null, fields);
        }
        String key = headers.getHeader(RedisStreamsConstants.KEY, options.getKey(), String.class);
        if (key == null) {
            throw new IllegalArgumentException("redis-streams:" + options.getStream() + " is keyed: the header "
                    + RedisStreamsConstants.KEY + " or the option key says to which key an entry belongs");
        }
        return new Write(KeyedKeys.check(key), deduplicationId(headers), fields);
    }

    private @Nullable String deduplicationId(Message headers) {
        if (options.getDeduplication() == 0) {
            return null;
        }
        String id = headers.getHeader(RedisStreamsConstants.DEDUPLICATION_ID, String.class);
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException(
                    "redis-streams:" + options.getStream() + " has deduplication: the header "
                            + RedisStreamsConstants.DEDUPLICATION_ID + " says which entries are the same");
        }
        return id;
    }

    private boolean drain(Exchange exchange, AsyncCallback callback) {
        var unused = getEndpoint()
                .listDrain()
                .moveAll()
                .whenCompleteAsync(
                        (moved, problem) -> {
                            if (problem == null) {
                                exchange.getMessage().setBody(moved);
                            } else {
                                exchange.setException(CompletionCause.of(problem));
                            }
                            callback.done(false);
                        },
                        getEndpoint().getComponent().callbacks());
        return false;
    }
}

package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of one open page: a bounded queue of changes, sent in batches by its own thread. */
final class ChangeStream {
    private static final int CAPACITY = 1_000;
    private static final long HEARTBEAT_SECONDS = 15;

    private final SseEmitter emitter;
    private final BlockingQueue<ObjectNode> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private volatile boolean stopped;

    ChangeStream(SseEmitter emitter) {
        this.emitter = emitter;
        emitter.onCompletion(this::stop);
        emitter.onError(gone -> stop());
    }

    void send(ObjectNode change) {
        if (!waiting.offer(change)) {
            overflowed.set(true);
        }
    }

    void stop() {
        stopped = true;
        send(JsonNodeFactory.instance.objectNode().put("type", "bye"));
    }

    void start(Runnable atEnd) {
        Thread thread = new Thread(() -> run(atEnd), "sandbox-page");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable atEnd) {
        try {
            emitter.send(SseEmitter.event().comment("welcome").reconnectTime(1_000));
            while (!stopped) {
                sendNext();
            }
            emitter.complete();
        } catch (IOException | IllegalStateException pageIsClosed) {
            stopped = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            atEnd.run();
        }
    }

    private void sendNext() throws IOException, InterruptedException {
        ObjectNode first = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (first == null) {
            emitter.send(SseEmitter.event().comment("still here"));
            return;
        }
        List<ObjectNode> batch = new ArrayList<>(List.of(first));
        waiting.drainTo(batch);
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        if (overflowed.getAndSet(false)) {
            changes.addObject().put("type", "resync");
        } else {
            changes.addAll(batch);
        }
        emitter.send(changes.toString());
    }
}

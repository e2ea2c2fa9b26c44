package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.Sandbox;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The event stream of the page. */
@ConditionalOnSandbox
@RestController
class ChangesController {
    private static final int MAX_VIEWERS = 32;

    private final Sandbox sandbox;
    private final Set<ChangeStream> viewers = ConcurrentHashMap.newKeySet();
    private volatile boolean released;

    ChangesController(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Server-sent events, each a JSON array of changes; {@code resync} among them: changes were lost, load the state again. */
    @GetMapping(path = "/sandbox/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter changes() {
        if (released) {
            throw new IllegalStateException("The sandbox is stopping");
        }
        if (viewers.size() >= MAX_VIEWERS) {
            throw new IllegalStateException(MAX_VIEWERS + " pages are open already");
        }
        SseEmitter emitter = new SseEmitter(0L);
        ChangeStream viewer = new ChangeStream(emitter);
        viewers.add(viewer);
        Runnable unwatch = sandbox.bot().changes().watch((ObjectNode change) -> viewer.send(change));
        viewer.start(() -> {
            unwatch.run();
            viewers.remove(viewer);
        });
        return emitter;
    }

    /** Ends all streams; the pages then reconnect to the next process. */
    void release() {
        released = true;
        viewers.forEach(ChangeStream::stop);
    }
}

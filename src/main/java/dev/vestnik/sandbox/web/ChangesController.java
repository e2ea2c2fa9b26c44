package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.Sandbox;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of changes for the page. */
@InSandbox
@RestController
class ChangesController {
    private static final int MAX_VIEWERS = 32;

    private final Sandbox sandbox;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private volatile boolean released;

    ChangesController(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Server-sent events, each a JSON array of changes; {@code resync} among them: too many to tell, read anew. */
    @GetMapping(path = "/sandbox/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter changes() {
        if (released) {
            throw new IllegalStateException("The sandbox is about to stop");
        }
        if (viewers.size() >= MAX_VIEWERS) {
            throw new IllegalStateException(MAX_VIEWERS + " pages watch already");
        }
        SseEmitter emitter = new SseEmitter(0L);
        Viewer viewer = new Viewer(emitter);
        viewers.add(viewer);
        Runnable unwatch = sandbox.bot().changes().watch((ObjectNode change) -> viewer.tell(change));
        viewer.start(() -> {
            unwatch.run();
            viewers.remove(viewer);
        });
        return emitter;
    }

    /** Ends all streams; the pages come back to whoever is here next. */
    void release() {
        released = true;
        viewers.forEach(Viewer::stop);
    }
}

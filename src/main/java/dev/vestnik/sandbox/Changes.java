package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells who watches the sandbox what has changed. Nothing is made where nobody watches. */
public final class Changes {
    private final List<Consumer<ObjectNode>> watchers = new CopyOnWriteArrayList<>();

    /** Watches until the answer is run; the watcher is called by whoever made the change and must not wait. */
    public Runnable watch(Consumer<ObjectNode> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void tell(Supplier<ObjectNode> change) {
        if (!watchers.isEmpty()) {
            ObjectNode made = change.get();
            watchers.forEach(watcher -> watcher.accept(made));
        }
    }
}

package dev.vestnik.source;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sources whose messages wait for no answer and that are on; they come and go with the route files. */
public final class MessageSources {
    private final Map<String, MessageSource> all = new ConcurrentHashMap<>();

    /** Adds a source, or replaces the one of the same name. */
    public void put(MessageSource source) {
        all.put(source.name(), source);
    }

    public void remove(String name) {
        all.remove(name);
    }

    /** Whether there is any. */
    public boolean active() {
        return !all.isEmpty();
    }

    public Optional<MessageSource> named(String name) {
        return Optional.ofNullable(all.get(name));
    }
}

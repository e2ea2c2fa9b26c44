package dev.vestnik.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sources over HTTP that are on; they come and go with the route files. */
public final class WebhookSources {
    private volatile List<WebhookSource> all = List.of();

    public List<WebhookSource> all() {
        return all;
    }

    /** Adds a source, or replaces the one of the same name. */
    public synchronized void put(WebhookSource webhook) {
        all = Stream.concat(others(webhook.name()), Stream.of(webhook)).toList();
    }

    public synchronized void remove(String name) {
        all = others(name).toList();
    }

    private Stream<WebhookSource> others(String name) {
        return all.stream().filter(webhook -> !webhook.name().equals(name));
    }

    /** The one whose path this is, or is in front of a slash in it; the longest. */
    public Optional<WebhookSource> at(String path) {
        return all.stream()
                .filter(webhook -> path.equals(webhook.path()) || path.startsWith(webhook.path() + "/"))
                .max(Comparator.comparingInt(webhook -> webhook.path().length()));
    }
}

package dev.vestnik.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sources over HTTP that are on. */
public final class WebhookSources {
    private volatile List<WebhookSource> all = List.of();

    public List<WebhookSource> all() {
        return all;
    }

    public void replace(Collection<WebhookSource> webhooks) {
        all = List.copyOf(webhooks);
    }

    /** The one whose path this is, or is in front of a slash in it; the longest. */
    public Optional<WebhookSource> at(String path) {
        return all.stream()
                .filter(webhook -> path.equals(webhook.path()) || path.startsWith(webhook.path() + "/"))
                .max(Comparator.comparingInt(webhook -> webhook.path().length()));
    }
}

package dev.vestnik.source;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sources whose messages wait for no answer and that are on. */
public final class MessageSources {
    private volatile Map<String, MessageSource> all = Map.of();

    public void replace(Collection<MessageSource> sources) {
        all = sources.stream().collect(Collectors.toUnmodifiableMap(MessageSource::name, Function.identity()));
    }

    /** Whether there is any. */
    public boolean active() {
        return !all.isEmpty();
    }

    public Optional<MessageSource> named(String name) {
        return Optional.ofNullable(all.get(name));
    }
}

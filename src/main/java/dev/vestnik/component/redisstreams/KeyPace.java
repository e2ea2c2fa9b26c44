package dev.vestnik.component.redisstreams;

/** The rate of each key of a keyed stream; the option {@code keyPace}. It must be fast and free of side effects. */
@FunctionalInterface
public interface KeyPace {
    KeyPace UNLIMITED = key -> Rate.UNLIMITED;

    Rate of(String key);
}

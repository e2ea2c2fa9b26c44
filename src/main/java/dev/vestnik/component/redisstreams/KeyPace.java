package dev.vestnik.component.redisstreams;

/** How often a keyed stream may deliver a key; the option {@code keyPace}. Must be quick and free of side effects. */
@FunctionalInterface
public interface KeyPace {
    KeyPace UNLIMITED = key -> Rate.UNLIMITED;

    Rate of(String key);
}

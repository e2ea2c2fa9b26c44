package dev.vestnik.component.redisstreams.settle;

/** Internal to the component. How long a settlement is repeated that Redis refuses. */
public enum Patience {
    /** Not at all: its entries are given to the route again one by one. */
    NONE,
    /** As long as an entry that fails is tried; then its entries become dead letters, without the refused writes. */
    LIMITED,
    /** Until Redis accepts it: it has no writes of the route that could be left out. */
    UNLIMITED
}

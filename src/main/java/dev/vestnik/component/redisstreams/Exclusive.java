package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lease that reading a group needs, or none; as scripts are told of it. */
record Exclusive(@Nullable Lease lease) {
    /** A token that no lease ever has: what is settled without the lease is refused. */
    private static final String NOT_HELD = "not held";

    boolean needed() {
        return lease != null;
    }

    boolean held() {
        return lease == null || lease.held();
    }

    /** The token of the lease; empty where none is needed. */
    String token() {
        if (lease == null) {
            return "";
        }
        String token = lease.token();
        return token.isEmpty() ? NOT_HELD : token;
    }

    /** These keys, and that of the lease behind them. */
    String[] keys(String... keys) {
        if (lease == null) {
            return keys;
        }
        List<String> all = new ArrayList<>(List.of(keys));
        all.add(lease.key());
        return all.toArray(String[]::new);
    }
}

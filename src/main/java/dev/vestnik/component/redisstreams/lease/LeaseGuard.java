package dev.vestnik.component.redisstreams.lease;

import dev.vestnik.component.redisstreams.Lease;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal to the component. The lease that reading a group needs, or none, in the form that scripts check. */
public record LeaseGuard(@Nullable Lease lease) {
    /** A token that no lease ever has, so that a script refuses to settle without the lease. */
    private static final String NOT_HELD = "not held";

    public boolean needed() {
        return lease != null;
    }

    public boolean held() {
        return lease == null || lease.held();
    }

    /** The token of the lease; empty if no lease is needed. */
    public String token() {
        if (lease == null) {
            return "";
        }
        String token = lease.token();
        return token.isEmpty() ? NOT_HELD : token;
    }

    /** These keys, followed by the key of the lease. */
    public String[] keys(String... keys) {
        if (lease == null) {
            return keys;
        }
        List<String> all = new ArrayList<>(List.of(keys));
        all.add(lease.key());
        return all.toArray(String[]::new);
    }
}

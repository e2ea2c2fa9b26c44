package dev.vestnik.start.redis;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;

/** The address of a Redis in a form that may be shown. */
public final class RedisAddress {
    private RedisAddress() {}

    /** Host and port, or the Sentinels and the master's name; no user, no password. */
    public static String shown(RedisURI uri) {
        if (uri.getSentinels().isEmpty()) {
            return uri.getSocket() != null ? uri.getSocket() : uri.getHost() + ":" + uri.getPort();
        }
        List<String> sentinels = new ArrayList<>();
        uri.getSentinels().forEach(sentinel -> sentinels.add(sentinel.getHost() + ":" + sentinel.getPort()));
        return String.join(",", sentinels) + "#" + uri.getSentinelMasterId();
    }
}

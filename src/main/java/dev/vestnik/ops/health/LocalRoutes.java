package dev.vestnik.ops.health;

import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** Tells the users' own routes and those of optional sources from the routes that every event takes. */
public final class LocalRoutes {
    private LocalRoutes() {}

    /** Whether the file of a route is in {@code routes/local}, or a Java class defines it. */
    public static boolean isLocal(@Nullable Resource file) {
        String location = location(file);
        return !location.contains("routes/") || location.contains("routes/local/");
    }

    /** Whether the route is local, or its file is in {@code routes/sources}. */
    public static boolean isLocalOrSource(@Nullable Resource file) {
        return isLocal(file) || location(file).contains("routes/sources/");
    }

    private static String location(@Nullable Resource file) {
        return file == null ? "" : file.getLocation().replace('\\', '/');
    }
}

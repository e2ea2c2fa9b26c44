package dev.vestnik.ops.health;

import java.nio.file.Path;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** Tells the users' own routes and those of optional sources from the routes that every event takes. */
public final class LocalRoutes {
    private LocalRoutes() {}

    /** Whether the file of a route is in {@code routes/local}, or a Java class defines it. */
    public static boolean isLocal(@Nullable Resource file) {
        return isLocal(location(file));
    }

    /** Whether the route is local, or its file is in {@code routes/sources}. */
    public static boolean isLocalOrSource(@Nullable Resource file) {
        return isLocalOrSource(location(file));
    }

    /** The same for the path of a file. */
    public static boolean isLocalOrSource(String file) {
        return isLocal(file) || file.contains("routes/sources/");
    }

    /** Whether the file is in {@code routes/local}. */
    public static boolean isLocal(Path file) {
        return isLocal(file.toString().replace('\\', '/'));
    }

    private static boolean isLocal(String location) {
        return !location.contains("routes/") || location.contains("routes/local/");
    }

    private static String location(@Nullable Resource file) {
        return file == null ? "" : file.getLocation().replace('\\', '/');
    }
}

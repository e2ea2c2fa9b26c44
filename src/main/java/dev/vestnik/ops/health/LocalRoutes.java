package dev.vestnik.ops.health;

import org.apache.camel.Route;

/** Tells the users' own routes and those of optional sources from the routes that every event takes. */
public final class LocalRoutes {
    private LocalRoutes() {}

    /** Whether the file of this route is in {@code routes/local}, or a Java class defines it. */
    public static boolean isOne(Route route) {
        String location = route.getSourceResource() == null
                ? ""
                : route.getSourceResource().getLocation().replace('\\', '/');
        return !location.contains("routes/") || location.contains("routes/local/");
    }
}

package dev.vestnik.start.reload;

import java.util.List;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The route files over JMX. */
@ManagedResource(
        objectName = "dev.vestnik:type=Routes",
        description = "The route files, and whether they are in force as they stand")
public final class RoutesManagedBean {
    private final RouteReload reload;

    public RoutesManagedBean(RouteReload reload) {
        this.reload = reload;
    }

    @ManagedAttribute(
            description =
                    "Why the files as they stand are not in force: file, line, what would be right; empty: they are")
    public List<String> getFaults() {
        return reload.faults();
    }

    @ManagedAttribute(description = "When a change was put in force; empty: not since the start")
    public String getLastChange() {
        return reload.lastChange() == null ? "" : String.valueOf(reload.lastChange());
    }
}

package dev.vestnik.start.settings;

import dev.vestnik.start.failure.StartRefusedException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses names that look like settings of Vestnik and are none: {@code vestnik.*} in files and on the command line, and {@code
 * VESTNIK_*} in the environment. System properties are not checked.
 */
public final class UnknownSettings {
    /** Stands in the name of a setting for a name that the user chooses. */
    public static final String ANY = "<name>";

    private static final String PREFIX = "vestnik.";
    private static final String VARIABLE_PREFIX = "VESTNIK_";

    /** Variables that {@code application.yml} reads under a name of their own. */
    private static final Set<String> VARIABLES = Set.of(
            "VESTNIK_ADMIN_PASSWORD",
            "VESTNIK_ADMIN_VIEWERS",
            "VESTNIK_TRACING_ENDPOINT",
            "VESTNIK_ADMIN_USER",
            "VESTNIK_DIRECTORY",
            "VESTNIK_HTTP_TOKENS",
            "VESTNIK_ROLES",
            "VESTNIK_SANDBOX");

    /**
     * Kubernetes sets these in each container for a service called vestnik, or vestnik-redis.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Services</a>
     */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("VESTNIK_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_[A-Z0-9_]+)?");

    private final Set<String> names;
    private final Set<String> open;
    private final Set<String> uniform = new HashSet<>();
    private final Set<String> variables = new TreeSet<>(VARIABLES);
    private final Set<String> ofAnyName = new HashSet<>();
    private final Set<String> accepted = new HashSet<>(VARIABLES);

    /**
     * @param names the names of all settings, in the form {@code vestnik.bot-name} or {@code vestnik.sources.<name>.token}
     * @param open those of {@code names} that hold a map or a list, so that any name below them is right
     */
    public UnknownSettings(Set<String> names, Set<String> open) {
        this.names = names;
        this.open = open;
        for (String name : names) {
            uniform.add(uniform(name));
            if (name.contains(ANY)) {
                ofAnyName.add(
                        name.substring(0, name.indexOf(ANY)).replace('.', '_').toUpperCase(Locale.ROOT));
                continue;
            }
            String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
            variables.add(variable.replace('-', '_'));
            accepted.add(variable.replace('-', '_'));
            accepted.add(variable.replace("-", ""));
        }
    }

    /** @throws StartRefusedException with the nearest right name, for the first unknown name */
    public void refuse(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> settings
                    && !source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
                Stream.of(settings.getPropertyNames()).sorted().forEach(name -> refuseUnknown(name, settings));
            }
        }
    }

    private void refuseUnknown(String name, PropertySource<?> source) {
        boolean variable = name.startsWith(VARIABLE_PREFIX);
        if (variable ? knownVariable(name) : !name.startsWith(PREFIX) || known(name)) {
            return;
        }
        throw new StartRefusedException(name + place(source, name) + " is not a setting of Vestnik: the nearest one is "
                + NearestName.of(name, variable ? variables : names) + ".");
    }

    private boolean known(String name) {
        String asked = uniform(name);
        return uniform.contains(asked)
                || uniform.contains(asked.replaceFirst("^([^.]+\\.[^.]+\\.)[^.]+(\\.[^.]+)$", "$1" + ANY + "$2"))
                || open.stream()
                        .map(UnknownSettings::uniform)
                        .anyMatch(map -> asked.startsWith(map + ".") || asked.startsWith(map + "["));
    }

    private boolean knownVariable(String name) {
        return accepted.contains(name)
                || ofAnyName.stream().anyMatch(name::startsWith)
                || OF_KUBERNETES.matcher(name).matches()
                || open.stream()
                        .map(map -> map.replace('.', '_').toUpperCase(Locale.ROOT))
                        .anyMatch(map -> name.startsWith(map.replace('-', '_') + "_")
                                || name.startsWith(map.replace("-", "") + "_"));
    }

    /** Spring Boot takes {@code bot-name}, {@code botName} and {@code bot_name} for the same. */
    private static String uniform(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String place(PropertySource<?> source, String name) {
        return source instanceof OriginLookup<?>
                        && OriginLookup.getOrigin(source, name) instanceof TextResourceOrigin origin
                        && origin.getResource() != null
                        && origin.getLocation() != null
                ? " (" + origin.getResource().getFilename() + ", line "
                        + (origin.getLocation().getLine() + 1) + ")"
                : "";
    }
}

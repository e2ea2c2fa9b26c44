package dev.vestnik.start.routes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/**
 * Options of endpoints that no service may run with: those that trust everybody, those that make objects of what others send, and
 * secrets that stand in a route file. Camel 4.17 has no such check for its profile {@code prod}.
 */
final class InsecureOptions {
    private static final String ANYBODY = "whoever stands in between could read and change everything; "
            + "put the certificate of the other side into the trust store of Java";
    private static final String OBJECTS =
            "whoever sends could make this process run code of theirs; send text, such as JSON";

    /** What is insecure, in small letters, and why. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("trustallcertificates=true", ANYBODY),
            Map.entry("trustall=true", ANYBODY),
            Map.entry("hostnameverification=false", ANYBODY),
            Map.entry("validatecertificates=false", ANYBODY),
            Map.entry("stricthostkeychecking=no", "give knownHostsFile, and write yes"),
            Map.entry("allowjavaserializedobject=true", OBJECTS),
            Map.entry("transferexception=true", OBJECTS),
            Map.entry("transferexchange=true", OBJECTS),
            Map.entry("allowserializedheaders=true", OBJECTS));

    private InsecureOptions() {}

    /** The sentences about an endpoint, as it stands in the file. */
    static Stream<String> of(CamelContext context, String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return Stream.empty();
        }
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        Set<String> secrets = secrets(context, scheme);
        return List.of(uri.substring(query + 1).split("&")).stream()
                .map(option -> URLDecoder.decode(option.replace("+", "%2B"), StandardCharsets.UTF_8))
                .flatMap(option -> sentence(option, secrets));
    }

    private static Stream<String> sentence(String option, Set<String> secrets) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = option.substring(equals + 1);
        String why = VALUES.get(option.toLowerCase(Locale.ROOT));
        if (why != null) {
            return Stream.of(option + " is insecure: " + why);
        }
        // A placeholder, a bean or an expression keeps it elsewhere.
        boolean plain = !value.isEmpty() && !value.contains("{{") && !value.startsWith("#") && !value.contains("${");
        // Camel counts the names of users among the secrets.
        boolean user = name.toLowerCase(Locale.ROOT).contains("user");
        return secrets.contains(name) && !user && plain
                ? Stream.of("the " + name + " stands in the file: give it as a variable, and write \"{{ITS_NAME}}\"")
                : Stream.empty();
    }

    private static Set<String> secrets(CamelContext context, String scheme) {
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        return factory == null ? Set.of() : factory.secretPropertyNames();
    }
}

package dev.vestnik.start.failure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.core.NestedExceptionUtils;

/** Says in plain words why Camel cannot build a route. */
final class FailureReason {
    private static final String COORDINATES = "coordinates.properties";
    private static final Pattern START_FAILED = Pattern.compile("Failed to start route: \\S+ because: ");

    private static final List<Rule> RULES = List.of(
            // Camel leaves out the colon before an absent group.
            new Rule(
                    "No endpoint could be found for: quartz/.*",
                    found -> "a quartz with a triggerName needs a groupName, too"),
            new Rule(
                    "No endpoint could be found for: ([^:/?,]+)[:/?,].*",
                    found -> missing("component", found.group(1))),
            new Rule("No language could be found for: (\\S+)", found -> missing("language", found.group(1))),
            new Rule("Data format '(.+?)' could not be created.*", found -> missing("dataformat", found.group(1))),
            new Rule(
                    ".*Unknown parameters=\\[\\{(.*)}]",
                    found -> "the endpoint has no option " + found.group(1).replaceAll("=[^,]*", "")),
            new Rule(
                    "Method with name: (\\S+) not found on bean: .* of type: (\\S+)",
                    found -> "the bean, of the class " + found.group(2) + ", has no public method " + found.group(1)),
            new Rule(
                    "Property with key \\[(.+?)] not found.*",
                    found -> "there is no setting " + found.group(1) + " for the placeholder {{" + found.group(1)
                            + "}}"),
            new Rule(
                    "Enum class class (\\S+) does not have any constant with value: (.*)",
                    found -> noConstant(found.group(1), found.group(2))),
            new Rule("No enum constant (\\S+)\\.(\\S+)", found -> noConstant(found.group(1), found.group(2))),
            new Rule(
                    "No bean could be found in the registry for: (\\S+) of type: (\\S+)",
                    found -> "there is no bean " + found.group(1) + " of the type " + found.group(2)),
            new Rule(
                    "No bean could be found in the registry for: (\\S+)",
                    found -> "there is no bean " + found.group(1)),
            new Rule(
                    "No type converter available to convert from type: java.lang.String to the required type: (\\S+).*",
                    found -> "a value of the type " + found.group(1) + " is needed"));

    private record Rule(Pattern pattern, Function<MatchResult, String> words) {
        private Rule(String pattern, Function<MatchResult, String> words) {
            this(Pattern.compile(pattern), words);
        }
    }

    private FailureReason() {}

    /** What the innermost exception says, in one line, without a full stop. */
    static String of(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String message =
                String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.+$", "");
        if (root instanceof ClassNotFoundException) {
            return "there is no class " + message;
        }
        if (root instanceof NullPointerException) {
            return "something that it needs is missing, such as the expression of a condition";
        }
        for (Rule rule : RULES) {
            Matcher found = rule.pattern().matcher(message);
            if (found.matches()) {
                return rule.words().apply(found.toMatchResult());
            }
        }
        return START_FAILED.matcher(message).replaceFirst("");
    }

    private static String missing(String kind, String name) {
        String what = "there is no " + kind.replace("dataformat", "data format") + " " + name;
        String artifact = coordinates().getProperty(kind + "." + name);
        return artifact == null
                ? what + ", and Camel " + version() + " has none of this name"
                : what + " on the class path: put org.apache.camel:" + artifact + ":" + version()
                        + ", with the jars that it needs, into lib/";
    }

    private static String version() {
        Package camel = CamelContext.class.getPackage();
        return camel == null ? "" : String.valueOf(camel.getImplementationVersion());
    }

    private static Properties coordinates() {
        Properties coordinates = new Properties();
        try (InputStream file = FailureReason.class.getResourceAsStream(COORDINATES)) {
            coordinates.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coordinates;
    }

    private static String noConstant(String type, String given) {
        String one = given + " is none of the values that are allowed here";
        try {
            Object[] constants = Class.forName(type).getEnumConstants();
            return constants == null
                    ? one
                    : one + ": " + Arrays.stream(constants).map(String::valueOf).collect(Collectors.joining(", "));
        } catch (ClassNotFoundException ofAnotherLoader) {
            return one;
        }
    }
}

package dev.vestnik.ops.security;

import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What an operator may do over Jolokia, and so in Hawtio: see, start and stop routes, see, replay and discard dead letters,
 * see threads and memory. Forbidden are: stopping or suspending the whole context, which cannot be resumed in full, sending
 * messages into routes, changing routes, reading messages in flight, log levels, heap dumps, diagnostic commands, changing the
 * schedule, and reading what may contain a secret. An operation that is not listed is
 * refused.
 */
public final class JolokiaPolicy implements Restrictor {
    private static final String CAMEL = "org.apache.camel";
    private static final String OURS = "dev.vestnik";

    /**
     * Camel's operations, with or without a parameter list. Dumps are allowed without parameters only, because a parameter
     * makes Camel resolve placeholders.
     */
    private static final Pattern CAMEL_OPERATIONS = Pattern.compile(
            "(start|stop|suspend|resume|restart|reset|startRoute|stopRoute|suspendRoute|resumeRoute)(\\(.*\\))?"
                    + "|(dumpRouteAsXml|dumpRoutesAsXml|dumpRouteAsYaml|dumpRoutesAsYaml|dumpRouteStatsAsXml"
                    + "|dumpStepStatsAsXml|dumpRoutesCoverageAsXml)(\\(\\))?"
                    + "|(dumpRouteStatsAsXml|dumpStepStatsAsXml)\\(boolean,boolean\\)"
                    + "|componentNames(\\(\\))?"
                    + "|(dumpRoutesStatsAsXml|dumpRoutesStatsAsJSon|dumpRouteSourceLocationsAsXml|createRouteStaticEndpointJson"
                    + "|endpointStatistics|isUpdateRouteEnabled|list\\w+)(\\(.*\\))?"
                    + "|(inspectDeadLetter|replayDeadLetters|replayAllDeadLetters|stopReplay|discardDeadLetters"
                    + "|discardDeadLettersUpTo)(\\(.*\\))?");

    /** Those of them that change something. The beans of Vestnik write their own audit lines. */
    private static final Pattern CAMEL_CHANGES = Pattern.compile(
            "((start|stop|suspend|resume|restart|reset)(Route)?|stopReplay|(replay|discard)\\w*)(\\(.*\\))?");

    /** Operations of our beans that change nothing; a viewer may call them. */
    private static final Pattern READING = Pattern.compile("(list|show|held|wouldWake|drillAnswers|event|person|onDuty"
            + "|unreachable|revisions|difference|file)(\\(.*\\))?");

    private static final Pattern JVM_CHANGES = Pattern.compile("(gc|resetPeakUsage)(\\(\\))?");

    private static final Pattern JVM_OPERATIONS =
            Pattern.compile("(gc|dumpAllThreads|findDeadlockedThreads|getThreadInfo|resetPeakUsage)(\\(.*\\))?");

    /**
     * Which exchanges are in work and which wait, without their bodies. Endpoints have operations of this name that show
     * bodies.
     */
    private static final Pattern SERVICE_OPERATIONS = Pattern.compile("browse(\\(.*\\))?");

    private static final Pattern LIFECYCLE = Pattern.compile("(start|stop|suspend|resume|restart)(\\(.*\\))?");

    /** What Hawtio asks before it shows its menus. */
    private static final Pattern HAWTIO_OPERATIONS = Pattern.compile("(list|canInvoke)(\\(.*\\))?");

    /** The domains whose beans are shown. */
    private static final Set<String> SHOWN = Set.of(CAMEL, OURS, "java.lang", "java.nio", "hawtio", "jolokia");

    private static final Set<String> SECRET_ATTRIBUTES =
            Set.of("SystemProperties", "InputArguments", "VMOption", "DiagnosticOptions");

    /** Types that give access to message bodies or to the whole memory. */
    private static final Set<String> HIDDEN_TYPES = Set.of(
            "tracer",
            "BacklogTracer",
            "BacklogDebugger",
            "debugger",
            "HotSpotDiagnostic",
            "DiagnosticCommand",
            "consoles");

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        if (isObjectNameHidden(name)) {
            return false;
        }
        return switch (name.getDomain()) {
            case CAMEL ->
                isOfService(name, operation)
                        || CAMEL_OPERATIONS.matcher(operation).matches()
                                && !("context".equals(name.getKeyProperty("type"))
                                        && LIFECYCLE.matcher(operation).matches());
            case OURS -> true;
            case "java.lang" -> JVM_OPERATIONS.matcher(operation).matches();
            case "hawtio" ->
                "security".equals(name.getKeyProperty("type"))
                        && HAWTIO_OPERATIONS.matcher(operation).matches();
            default -> false;
        };
    }

    private static boolean isOfService(ObjectName name, String operation) {
        return "services".equals(name.getKeyProperty("type"))
                && SERVICE_OPERATIONS.matcher(operation).matches();
    }

    /** Whether this operation of Camel or of the JVM is allowed and changes something. */
    boolean isChange(ObjectName name, String operation) {
        return switch (name.getDomain()) {
            case CAMEL -> CAMEL_CHANGES.matcher(operation).matches() && isOperationAllowed(name, operation);
            case "java.lang" -> JVM_CHANGES.matcher(operation).matches() && isOperationAllowed(name, operation);
            default -> false;
        };
    }

    /** Whether this operation changes nothing, so that who may only see may call it. */
    boolean isReading(ObjectName name, String operation) {
        return name.getDomain().equals(OURS)
                ? READING.matcher(operation).matches()
                : isOperationAllowed(name, operation) && !isChange(name, operation);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !isObjectNameHidden(name) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    /** Write access to Camel includes tracing, and to the JVM the memory thresholds; Vestnik's beans have nothing to write. */
    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        String type = name.getKeyProperty("type");
        return type != null && HIDDEN_TYPES.contains(type)
                || !name.isDomainPattern() && !SHOWN.contains(name.getDomain());
    }

    /** Notifications may contain any data. */
    @Override
    public boolean isTypeAllowed(RequestType type) {
        return type != RequestType.NOTIFICATION;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    /** Spring Security decides who has access. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** Pages of other sites are refused; a CSRF token protects the session as well. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrictCheckingIsEnabled) {
        return onlyWhenStrictCheckingIsEnabled;
    }
}

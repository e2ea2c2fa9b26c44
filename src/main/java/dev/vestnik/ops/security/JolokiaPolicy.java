package dev.vestnik.ops.security;

import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What an operator may do over Jolokia, and so in Hawtio: see routes, start and stop them, look at dead letters, replay and
 * discard them, look at threads and memory, log more. Not: send messages into routes, change routes, read messages that travel, dump the heap, run diagnostic commands, or read what may
 * hold a secret. An operation that is not listed is refused.
 */
public final class JolokiaPolicy implements Restrictor {
    private static final String CAMEL = "org.apache.camel";
    private static final String OURS = "dev.vestnik";

    /** Of Camel's operations, with or without parameters as named; dumps only without, as parameters resolve placeholders. */
    private static final Pattern CAMEL_OPERATIONS = Pattern.compile(
            "(start|stop|suspend|resume|restart|reset|startRoute|stopRoute|suspendRoute|resumeRoute)(\\(.*\\))?"
                    + "|(dumpRouteAsXml|dumpRoutesAsXml|dumpRouteAsYaml|dumpRoutesAsYaml|dumpRouteStatsAsXml"
                    + "|dumpStepStatsAsXml|dumpRoutesCoverageAsXml)(\\(\\))?"
                    + "|(dumpRouteStatsAsXml|dumpStepStatsAsXml)\\(boolean,boolean\\)"
                    + "|(dumpRoutesStatsAsXml|dumpRoutesStatsAsJSon|dumpRouteSourceLocationsAsXml|createRouteStaticEndpointJson"
                    + "|endpointStatistics|isUpdateRouteEnabled|list\\w+)(\\(.*\\))?"
                    + "|(inspectDeadLetter|replayDeadLetters|replayAllDeadLetters|stopReplay|discardDeadLetters"
                    + "|discardDeadLettersUpTo)(\\(.*\\))?");

    private static final Pattern JVM_OPERATIONS = Pattern.compile(
            "(gc|dumpAllThreads|findDeadlockedThreads|getThreadInfo|resetPeakUsage|setLoggerLevel|getLoggerLevel"
                    + "|getParentLoggerName)(\\(.*\\))?");

    private static final Set<String> SECRET_ATTRIBUTES =
            Set.of("SystemProperties", "InputArguments", "VMOption", "DiagnosticOptions");

    /** Where bodies of messages, or the whole memory, could be had. */
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
            case CAMEL -> CAMEL_OPERATIONS.matcher(operation).matches();
            case OURS -> true;
            case "java.lang", "java.util.logging" ->
                JVM_OPERATIONS.matcher(operation).matches();
            case "hawtio" -> !operation.contains("upload") && !"Security".equals(name.getKeyProperty("type"));
            default -> false;
        };
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !isObjectNameHidden(name) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    /** Camel's write access includes tracing, and the JVM's memory thresholds; nothing there needs to be written. */
    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return OURS.equals(name.getDomain());
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        String type = name.getKeyProperty("type");
        return type != null && HIDDEN_TYPES.contains(type) || name.getDomain().startsWith("jdk.management.jfr");
    }

    /** Notifications may carry anything. */
    @Override
    public boolean isTypeAllowed(RequestType type) {
        return type != RequestType.NOTIFICATION;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    /** Who may come at all is Spring Security's to say. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** No other site's page: requests are bound to the session by a token besides. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrictCheckingIsEnabled) {
        return onlyWhenStrictCheckingIsEnabled;
    }
}

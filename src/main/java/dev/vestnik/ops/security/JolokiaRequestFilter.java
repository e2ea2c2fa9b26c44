package dev.vestnik.ops.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.ops.logging.PhoneMaskingFormatter;
import dev.vestnik.web.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.util.RequestType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses invalid requests to Jolokia with 400, which Jolokia would log with a stack trace. A valid POST has one JSON object,
 * or an array of them, each with a known {@code type}. Requests for another process, with a {@code target}, requests for
 * notifications, and a GET that would change something are refused as well; so is, with 403, a viewer who asks for a
 * change. What changes something in Camel or the JVM gets an audit line.
 */
public final class JolokiaRequestFilter extends OncePerRequestFilter {
    /** Bytes. */
    private static final int MAX_BODY = 1024 * 1024;

    private static final Pattern NOT_BY_GET = Pattern.compile("/jolokia/(notification|exec|write)");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JolokiaPolicy policy;
    private final OperatorAudit audit;
    private final UnaryOperator<String> mask = new PhoneMaskingFormatter()::format;

    public JolokiaRequestFilter(JolokiaPolicy policy, OperatorAudit audit) {
        this.policy = policy;
        this.audit = audit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().contains("/jolokia");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST")) {
            if (isRefusedByGet(request)) {
                refuse(response);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        List<JsonNode> requests = body.length <= MAX_BODY ? requests(body) : List.of();
        Optional<JsonNode> forOperators = request.isUserInRole(OperatorRoles.OPERATOR)
                ? Optional.empty()
                : requests.stream().filter(this::isForOperators).findFirst();
        if (forOperators.isPresent()) {
            refuseViewer(forOperators.get(), response);
        } else if (!requests.isEmpty()) {
            requests.forEach(this::record);
            chain.doFilter(new BufferedRequest(request, body), response);
        } else {
            refuse(response);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        answer(
                response,
                HttpServletResponse.SC_BAD_REQUEST,
                "A request to Jolokia is a JSON object with a type, or an array of them, for this process");
    }

    private void refuseViewer(JsonNode request, HttpServletResponse response) throws IOException {
        String operation = request.path("operation").asText();
        audit.refused(operation, mask.apply(request.path("mbean").asText() + " " + request.path("arguments")));
        answer(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                audit.operator() + " may see, but change nothing: " + operation.replaceFirst("\\(.*", "")
                        + " is for operators");
    }

    private static void answer(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        JSON.writeValue(response.getWriter(), Map.of("error", sentence, "status", status));
    }

    /** Whether it is a call of something that may change something. */
    private boolean isForOperators(JsonNode request) {
        try {
            return isExec(request)
                    && !policy.isReading(
                            new ObjectName(request.path("mbean").asText()),
                            request.path("operation").asText());
        } catch (MalformedObjectNameException refused) {
            return true;
        }
    }

    private static boolean isExec(JsonNode request) {
        return request.path("type").asText().equalsIgnoreCase(RequestType.EXEC.getName());
    }

    /** By its path, or by the parameter that stands for it. A link must not change anything. */
    private static boolean isRefusedByGet(HttpServletRequest request) {
        String path = request.getParameter("p");
        String info = request.getPathInfo() == null ? "" : request.getPathInfo();
        return NOT_BY_GET
                .matcher("/jolokia/" + (path == null ? "" : path.replaceFirst("^/+", "")) + " "
                        + request.getServletPath() + info)
                .find();
    }

    /** Empty: the body is not valid. */
    private static List<JsonNode> requests(byte[] body) throws IOException {
        try {
            JsonNode root = JSON.readTree(body);
            List<JsonNode> requests = root.isArray()
                    ? StreamSupport.stream(root.spliterator(), false).toList()
                    : List.of(root);
            boolean valid = requests.stream()
                    .allMatch(request -> request.isObject()
                            && !request.has("target")
                            && isType(request.path("type").asText("")));
            return valid ? requests : List.of();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    private void record(JsonNode request) {
        if (!isExec(request)) {
            return;
        }
        String operation = request.path("operation").asText();
        try {
            ObjectName bean = new ObjectName(request.path("mbean").asText());
            if (policy.isChange(bean, operation)) {
                audit.record(operation, mask.apply(bean + " " + request.path("arguments")));
            }
        } catch (MalformedObjectNameException refusedByJolokia) {
            // Nothing is done, so there is nothing to record.
        }
    }

    private static boolean isType(String name) {
        return Stream.of(RequestType.values())
                .filter(type -> type != RequestType.NOTIFICATION)
                .anyMatch(type -> type.getName().equals(name.toLowerCase(Locale.ROOT)));
    }
}

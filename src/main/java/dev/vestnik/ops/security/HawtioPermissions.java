package dev.vestnik.ops.security;

import io.hawt.jmx.JMXSecurity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What Hawtio's own pages offer, as Hawtio asks before it draws them: nothing that is refused, so that no tab opens with 403,
 * nothing that keeps events from people or cannot be undone, because these pages do it without a question, and to a viewer
 * nothing that changes something. The page of Vestnik asks.
 */
@ManagedResource(objectName = "hawtio:type=security,area=jmx,name=VestnikPermissions")
public final class HawtioPermissions extends JMXSecurity {
    private static final Pattern NEEDS_QUESTION =
            Pattern.compile("(stop|suspend|restart|reset|discard|close|takeBack|pause|accept|drill\\(|drill$).*");

    private final JolokiaPolicy policy;

    public HawtioPermissions(JolokiaPolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean canInvoke(String bean) {
        return !policy.isObjectNameHidden(name(bean));
    }

    @Override
    public boolean canInvoke(String bean, String operation) {
        return policy.isOperationAllowed(name(bean), operation)
                && !NEEDS_QUESTION.matcher(operation).matches()
                && (mayChange() || policy.isReading(name(bean), operation));
    }

    private static boolean mayChange() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null
                || login.getAuthorities().contains(new SimpleGrantedAuthority("ROLE_" + OperatorRoles.OPERATOR));
    }

    @Override
    public boolean canInvoke(String bean, String operation, String[] types) {
        return canInvoke(bean, operation + "(" + String.join(",", types) + ")");
    }

    /** @param asked by the name of a bean its operations; none: whether anything may be done */
    @Override
    public TabularData canInvoke(Map<String, List<String>> asked) throws OpenDataException {
        TabularData answers = new TabularDataSupport(CAN_INVOKE_TABULAR_TYPE);
        for (Map.Entry<String, List<String>> one : asked.entrySet()) {
            if (one.getValue().isEmpty()) {
                answers.put(row(one.getKey(), "", canInvoke(one.getKey())));
            }
            for (String operation : one.getValue()) {
                answers.put(row(one.getKey(), operation, canInvoke(one.getKey(), operation)));
            }
        }
        return answers;
    }

    private static CompositeDataSupport row(String bean, String operation, boolean may) throws OpenDataException {
        return new CompositeDataSupport(
                CAN_INVOKE_RESULT_ROW_TYPE, CAN_INVOKE_RESULT_COLUMNS, new Object[] {bean, operation, may});
    }

    private static ObjectName name(String bean) {
        try {
            return new ObjectName(bean);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("'" + bean + "' is not the name of an MBean", e);
        }
    }
}

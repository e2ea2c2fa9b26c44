package dev.vestnik.endtoend;

import dev.vestnik.ops.security.JolokiaPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Everything that an operator can read over Jolokia: the attributes, and what operations without parameters return. */
final class ManagedBeans {
    /** These change something, or tell but what an attribute tells. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("(start|stop|suspend|resume|restart|reset|pause|gc|get|is).*");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final JolokiaPolicy policy;
    private final BiConsumer<String, String> reader;

    /** @param reader is given the name and the text of everything */
    ManagedBeans(JolokiaPolicy policy, BiConsumer<String, String> reader) {
        this.policy = policy;
        this.reader = reader;
    }

    void walk() throws JMException {
        for (ObjectName bean : server.queryNames(null, null)) {
            if (!policy.isObjectNameHidden(bean)) {
                walk(bean);
            }
        }
    }

    private void walk(ObjectName bean) throws JMException {
        MBeanInfo info;
        try {
            info = server.getMBeanInfo(bean);
        } catch (InstanceNotFoundException gone) {
            return;
        }
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            if (attribute.isReadable() && policy.isAttributeReadAllowed(bean, attribute.getName())) {
                read(bean + " " + attribute.getName(), () -> server.getAttribute(bean, attribute.getName()));
            }
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
            String name = operation.getName();
            if (operation.getSignature().length == 0
                    && policy.isOperationAllowed(bean, name + "()")
                    && !LEFT_OUT.matcher(name).matches()) {
                read(bean + " " + name + "()", () -> server.invoke(bean, name, new Object[0], new String[0]));
            }
        }
    }

    private void read(String name, Read read) {
        try {
            reader.accept(name, text(read.value()));
        } catch (JMException | RuntimeException unreadable) {
            StringWriter trace = new StringWriter();
            unreadable.printStackTrace(new PrintWriter(trace));
            reader.accept(name, trace.toString());
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value);
    }

    private interface Read {
        Object value() throws JMException;
    }
}

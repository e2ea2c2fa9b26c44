package dev.vestnik.start.check;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.camel.spi.PropertiesFunction;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The placeholders {@code {{bean:name.method}}}. They hold settings, so the bean itself answers; one that cannot be made without
 * a connection gives a value of the method's type.
 */
final class BeanValues implements PropertiesFunction {
    private final ListableBeanFactory beans;

    BeanValues(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public String getName() {
        return "bean";
    }

    /** @throws IllegalArgumentException if there is no such bean, or it has no such method */
    @Override
    public String apply(String reference) {
        int dot = reference.indexOf('.');
        String name = dot < 0 ? reference : reference.substring(0, dot);
        Class<?> type = beans.containsBean(name) ? beans.getType(name, false) : null;
        if (type == null) {
            throw new IllegalArgumentException("there is no bean " + name);
        }
        String wanted = dot < 0 ? "toString" : reference.substring(dot + 1).replaceFirst("\\(\\)$", "");
        Method method = Arrays.stream(type.getMethods())
                .filter(one -> one.getParameterCount() == 0)
                .filter(one -> one.getName().equals(wanted) || one.getName().equalsIgnoreCase("get" + wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the bean " + name + " has no method " + wanted + " without parameters"));
        try {
            method.setAccessible(true);
            return String.valueOf(method.invoke(beans.getBean(name)));
        } catch (BeansException | ReflectiveOperationException needsConnection) {
            return method.getReturnType() == boolean.class ? "true" : "1";
        }
    }
}

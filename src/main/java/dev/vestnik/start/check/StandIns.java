package dev.vestnik.start.check;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.RoutePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.objenesis.Objenesis;
import org.springframework.objenesis.ObjenesisException;
import org.springframework.objenesis.ObjenesisStd;

/**
 * The beans of the service as routes that are only built need them: objects of the right type whose constructor never ran and
 * that do nothing. Camel looks at their class and methods; no message reaches them.
 */
final class StandIns implements BeanRepository {
    private final ListableBeanFactory beans;
    private final Objenesis objects = new ObjenesisStd();
    private final Map<String, Object> made = new ConcurrentHashMap<>();

    StandIns(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        Class<?> type = type(name);
        return type == null || Component.class.isAssignableFrom(type)
                ? null
                : made.computeIfAbsent(name, unmade -> standIn(unmade, type));
    }

    private @Nullable Class<?> type(String name) {
        return beans.containsBean(name) ? beans.getType(name, false) : null;
    }

    private Object standIn(String name, Class<?> type) {
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> name;
                        default -> null;
                    });
        }
        // Camel gets a policy ready when it builds the route, which only the bean itself can.
        if (!Modifier.isAbstract(type.getModifiers()) && !RoutePolicy.class.isAssignableFrom(type)) {
            try {
                return objects.newInstance(type);
            } catch (ObjenesisException notByThisJvm) {
                // falls through to the bean itself
            }
        }
        return beans.getBean(name);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Object found = lookupByName(name);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    /** Nothing: what Camel looks up by its type are its own parts, which belong to the context that runs. */
    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}

package dev.vestnik.start.check;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** The routes of Java classes, since the routes of files may call them. They are added and not checked themselves. */
final class JavaRoutes {
    private final ListableBeanFactory beans;
    private final StandIns standIns;

    JavaRoutes(ListableBeanFactory beans) {
        this.beans = beans;
        this.standIns = new StandIns(beans);
    }

    /** @return false if some need more than stand-ins, so that they are not known */
    boolean addTo(DefaultCamelContext context) {
        boolean all = true;
        for (String name : beans.getBeanNamesForType(RoutesBuilder.class, true, false)) {
            all &= add(context, beans.getType(name, false));
        }
        return all;
    }

    private boolean add(DefaultCamelContext context, @Nullable Class<?> type) {
        if (type == null || type.getDeclaredConstructors().length != 1) {
            return false;
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] parameters = Arrays.stream(constructor.getParameterTypes())
                    .map(this::standIn)
                    .toArray();
            context.addRoutes((RoutesBuilder) constructor.newInstance(parameters));
            return true;
        } catch (Exception | LinkageError needsMore) {
            return false;
        }
    }

    private @Nullable Object standIn(Class<?> type) {
        String[] names = beans.getBeanNamesForType(type, true, false);
        return names.length == 1 ? standIns.lookupByName(names[0]) : null;
    }
}

package dev.vestnik.start.check;

import dev.vestnik.component.telegram.AsyncTelegramComponent;
import dev.vestnik.start.routes.OwnRouteConfigurations;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Makes Camel contexts in which routes are built and never started. */
public final class CheckContext {
    private CheckContext() {}

    /** A context that knows the components, beans and settings of the service, and holds no connection. */
    public static DefaultCamelContext create(ListableBeanFactory beans, Environment settings) {
        DefaultCamelContext context = new DefaultCamelContext(new StandIns(beans));
        context.disableJMX();
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.getCamelContextExtension().setName("route-check");
        context.setSourceLocationEnabled(true);
        context.getPropertiesComponent().addPropertiesSource(new Settings(settings));
        context.getPropertiesComponent().addPropertiesFunction(new BeanValues(beans));
        for (String name : beans.getBeanNamesForType(Component.class, true, false)) {
            Component component = component(beans.getType(name, false));
            if (component != null) {
                context.addComponent(name.replaceFirst("-component$", ""), component);
            }
        }
        context.getRegistry().bind("own-route-configurations", new OwnRouteConfigurations());
        context.build();
        return context;
    }

    /** A new component without the configuration of the running one; null: Camel finds it by its name. */
    private static @Nullable Component component(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        try {
            Component component = (Component) type.getConstructor().newInstance();
            if (component instanceof AsyncTelegramComponent telegram) {
                telegram.setAuthorizationToken("1:check");
            }
            return component;
        } catch (ReflectiveOperationException needsMore) {
            return null;
        }
    }

    record Settings(Environment environment) implements PropertiesSource {
        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return environment.getProperty(name);
        }
    }
}

package dev.vestnik.config.settings;

import dev.vestnik.start.settings.UnknownSettings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/** Refuses a start with a setting that {@link VestnikProperties} does not have, before any other setting is read. */
public final class SettingNames implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Set<String> open = new TreeSet<>();
        new UnknownSettings(all(open), open).refuse(context.getEnvironment());
    }

    /** All settings, in the form {@code vestnik.bot-name}. */
    public static Set<String> all() {
        return all(new TreeSet<>());
    }

    private static Set<String> all(Set<String> open) {
        Set<String> names = new TreeSet<>();
        collect("vestnik.", VestnikProperties.class, names, open);
        return names;
    }

    private static void collect(String prefix, Class<?> properties, Set<String> names, Set<String> open) {
        for (RecordComponent component : properties.getRecordComponents()) {
            String name = prefix + DataObjectPropertyName.toDashedForm(component.getName());
            Class<?> type = component.getType();
            if (type.isRecord()) {
                collect(name + ".", type, names, open);
                continue;
            }
            if (component.getGenericType() instanceof ParameterizedType map
                    && map.getActualTypeArguments().length == 2
                    && map.getActualTypeArguments()[1] instanceof Class<?> value
                    && value.isRecord()) {
                collect(name + "." + UnknownSettings.ANY + ".", value, names, open);
                continue;
            }
            names.add(name);
            if (Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type)) {
                open.add(name);
            }
        }
    }
}

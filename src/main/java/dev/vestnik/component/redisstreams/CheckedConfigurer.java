package dev.vestnik.component.redisstreams;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/** Sets options of the component as the generated configurer does, but refuses invalid durations. */
final class CheckedConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {
    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter types;

    CheckedConfigurer(PropertyConfigurer generated) {
        this.generated = generated;
        this.types = (PropertyConfigurerGetter) generated;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        DurationOptions.check("redis-streams", name, value);
        return generated.configure(context, target, name, value, ignoreCase);
    }

    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        return types.getOptionType(name, ignoreCase);
    }

    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return types.getOptionValue(target, name, ignoreCase);
    }
}

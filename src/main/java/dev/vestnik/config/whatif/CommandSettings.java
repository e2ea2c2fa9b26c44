package dev.vestnik.config.whatif;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.start.failure.StartRefusedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The settings as a start would read them, without starting anything. */
final class CommandSettings {
    private CommandSettings() {}

    /** No bean at all. */
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    /**
     * @param file settings that win over {@code application.yml} and {@code vestnik.yml}; null: none
     * @throws StartRefusedException if they cannot be read
     */
    static VestnikProperties read(@Nullable Path file) {
        SpringApplication spring = new SpringApplication(Nothing.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setInitializers(List.of());
        spring.setListeners(spring.getListeners().stream()
                .filter(EnvironmentPostProcessorApplicationListener.class::isInstance)
                .toList());
        spring.setRegisterShutdownHook(false);
        String[] arguments =
                file == null ? new String[0] : new String[] {"--spring.config.additional-location=file:" + file};
        try (ConfigurableApplicationContext context = spring.run(arguments)) {
            return Binder.get(context.getEnvironment())
                    .bind("vestnik", VestnikProperties.class)
                    .get();
        } catch (BindException | IllegalStateException e) {
            throw new StartRefusedException("The settings cannot be read: " + e.getMessage());
        }
    }
}

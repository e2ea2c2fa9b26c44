package dev.vestnik.start.check;

import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.SandboxHost;
import dev.vestnik.start.StartMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/** The definitions and settings of an application as a start would read them; no bean is made and no port is opened. */
public final class BeanDefinitions extends AnnotationConfigServletWebServerApplicationContext {
    /** @param application the class that a start runs */
    public static ConfigurableApplicationContext read(Class<?> application, LibraryFolder libraries) {
        return read(application, libraries, null);
    }

    /**
     * @param application the class that a start runs
     * @param settings a file whose settings win; null: none
     */
    static ConfigurableApplicationContext read(Class<?> application, LibraryFolder libraries, @Nullable Path settings) {
        SpringApplication spring = new SpringApplication(application);
        spring.setInitializers(List.of(context -> {
            context.getBeanFactory().registerSingleton("startMode", new StartMode(false, false, false));
            context.getBeanFactory().registerSingleton("sandboxHost", SandboxHost.NONE);
        }));
        spring.setListeners(spring.getListeners().stream()
                .filter(EnvironmentPostProcessorApplicationListener.class::isInstance)
                .toList());
        libraries.addTo(spring);
        spring.setRegisterShutdownHook(false);
        spring.setApplicationContextFactory(new Factory());
        return settings == null ? spring.run() : spring.run("--spring.config.additional-location=file:" + settings);
    }

    private static final class Factory implements ApplicationContextFactory {
        @Override
        public ConfigurableApplicationContext create(@Nullable WebApplicationType type) {
            return new BeanDefinitions();
        }

        @Override
        public @Nullable ConfigurableEnvironment createEnvironment(@Nullable WebApplicationType type) {
            return DEFAULT.createEnvironment(type);
        }

        @Override
        public @Nullable Class<? extends ConfigurableEnvironment> getEnvironmentType(
                @Nullable WebApplicationType type) {
            return DEFAULT.getEnvironmentType(type);
        }
    }

    @Override
    protected void registerBeanPostProcessors(ConfigurableListableBeanFactory beans) {}

    @Override
    protected void initMessageSource() {}

    @Override
    protected void initApplicationEventMulticaster() {}

    @Override
    protected void onRefresh() {}

    @Override
    protected void registerListeners() {}

    @Override
    protected void finishBeanFactoryInitialization(ConfigurableListableBeanFactory beans) {}

    @Override
    protected void finishRefresh() {}

    @Override
    protected void publishEvent(Object event, @Nullable ResolvableType type) {}
}

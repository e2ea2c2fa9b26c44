package dev.vestnik.start;

import dev.vestnik.start.failure.StartRefusedException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The folder of the users' own jars and of further Camel components. The jars are on the class path behind Vestnik's own, and
 * the routes and Spring components of their classes are beans of the service, whatever their package is.
 */
public final class LibraryFolder {
    /** In the working directory. */
    public static final LibraryFolder DEFAULT = new LibraryFolder(Path.of("lib"));

    /** Components and starters make their beans by themselves. */
    private static final Pattern LIBRARIES = Pattern.compile("org\\.(apache\\.camel|springframework)\\..*");

    private final Path folder;

    /** @param folder may be absent */
    public LibraryFolder(Path folder) {
        this.folder = folder;
    }

    /** Adds the jars to a service before it is run, and to the threads that it starts. */
    public void addTo(SpringApplication service) {
        List<Path> jars = jars();
        if (jars.isEmpty()) {
            return;
        }
        ClassLoader own = LibraryFolder.class.getClassLoader();
        ClassLoader loader =
                new URLClassLoader("lib", jars.stream().map(LibraryFolder::url).toArray(URL[]::new), own);
        Thread.currentThread().setContextClassLoader(loader);
        service.setResourceLoader(new DefaultResourceLoader(loader));
        service.addInitializers(context -> {
            context.getBeanFactory().addBeanPostProcessor(OwnConditions.of(context, own));
            addBeans(context, new Classes(loader, jars, own));
        });
    }

    private List<Path> jars() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addBeans(ConfigurableApplicationContext context, Classes classes) {
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(
                (BeanDefinitionRegistry) context.getBeanFactory(), true, context.getEnvironment());
        scanner.setResourceLoader(classes);
        scanner.addIncludeFilter(new AssignableTypeFilter(RoutesBuilder.class));
        scanner.addExcludeFilter(new RegexPatternTypeFilter(LIBRARIES));
        scanner.scan("");
    }

    /**
     * Conditions of configurations, such as those of Spring Boot for RabbitMQ, look only for the classes that Vestnik
     * itself has. Else a configuration would apply whose library is in the folder, and which cannot be loaded, because
     * it does not see the folder.
     *
     * @param seen the context as conditions see it
     */
    private record OwnConditions(ResourceLoader seen) implements BeanPostProcessor {
        static OwnConditions of(ConfigurableApplicationContext context, ClassLoader own) {
            return new OwnConditions((ResourceLoader)
                    Proxy.newProxyInstance(own, ClassUtils.getAllInterfaces(context), (proxy, method, arguments) -> {
                        if (method.getName().equals("getClassLoader")) {
                            return own;
                        }
                        try {
                            return method.invoke(context, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    }));
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof ConfigurationClassPostProcessor configurations) {
                configurations.setResourceLoader(seen);
            }
            return bean;
        }
    }

    /** The classes of the jars that are not on the class path already, as those of an extracted jar of Vestnik. */
    private static final class Classes extends DefaultResourceLoader implements ResourcePatternResolver {
        private final List<Path> jars;
        private final ClassLoader own;

        private Classes(ClassLoader loader, List<Path> jars, ClassLoader own) {
            super(loader);
            this.jars = jars;
            this.own = own;
        }

        @Override
        public Resource[] getResources(String anywhere) throws IOException {
            List<Resource> found = new ArrayList<>();
            for (Path jar : jars) {
                List<String> names = names(jar);
                if (names.isEmpty() || isOwn(jar, names.get(0))) {
                    continue;
                }
                for (String name : names) {
                    found.add(new UrlResource(URI.create("jar:" + jar.toUri() + "!/" + name)));
                }
            }
            return found.toArray(Resource[]::new);
        }

        private static List<String> names(Path jar) {
            try (JarFile file = new JarFile(new File(jar.toString()))) {
                return file.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                        .filter(name -> !name.endsWith("-info.class"))
                        .toList();
            } catch (IOException e) {
                throw new StartRefusedException(
                        jar + " cannot be read as a jar (" + e.getMessage() + "): copy it again, or remove it.");
            }
        }

        private boolean isOwn(Path jar, String name) throws IOException {
            URL found = own.getResource(name);
            return found != null
                    && found.openConnection() instanceof JarURLConnection connection
                    && connection.getJarFileURL().equals(url(jar));
        }
    }
}

package dev.vestnik.start.check;

import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.routes.RouteFilesCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Route files with the beans and settings that a start would give them; nothing is started. */
public final class OfflineRoutes implements AutoCloseable {
    /** The folder of the shipped routes. */
    public static final Path ROUTES = Path.of("routes");

    /** Each folder of shipped routes has it, since they all name its error handling. */
    private static final String SHIPPED = "errors.camel.yaml";

    private final ConfigurableApplicationContext definitions;

    /**
     * @param application the class that a start runs
     * @param libraries whose beans and components the routes may use
     */
    public OfflineRoutes(Class<?> application, LibraryFolder libraries) {
        this(application, libraries, null);
    }

    /** @param settings a file whose settings win over those of a start; null: none */
    public OfflineRoutes(Class<?> application, LibraryFolder libraries, @Nullable Path settings) {
        definitions = BeanDefinitions.read(application, libraries, settings);
    }

    /**
     * The files of a folder like {@code routes}, or those of {@code routes} with another folder in the place of {@code
     * routes/local}.
     */
    static List<Path> with(Path folder) {
        return with(folder, shipped -> true);
    }

    /** The same, but a file of the other folder takes the place of the shipped one of its name. */
    public static List<Path> changedBy(Path folder) {
        List<Path> names =
                RouteFilesCheck.loaded(folder).stream().map(Path::getFileName).toList();
        return with(folder, shipped -> !names.contains(shipped.getFileName()));
    }

    private static List<Path> with(Path folder, Predicate<Path> kept) {
        if (Files.exists(folder.resolve(SHIPPED)) || !Files.exists(ROUTES.resolve(SHIPPED))) {
            return RouteFilesCheck.loaded(folder);
        }
        return Stream.concat(
                        RouteFilesCheck.loaded(ROUTES).stream()
                                .filter(file -> !file.startsWith(ROUTES.resolve("local")))
                                .filter(kept),
                        RouteFilesCheck.loaded(folder).stream())
                .toList();
    }

    /** The faults of these files, in the order of their places. */
    public List<RouteFault> faults(List<Path> files) {
        return new RouteCheck(definitions.getBeanFactory(), definitions.getEnvironment())
                .faults(files.stream().map(RouteFile::read).toList(), files);
    }

    /** Gives the context the placeholders of route files. */
    public void addPlaceholders(CamelContext context) {
        PropertiesComponent placeholders = context.getPropertiesComponent();
        placeholders.addPropertiesSource(new CheckContext.Settings(definitions.getEnvironment()));
        placeholders.addPropertiesFunction(new BeanValues(definitions.getBeanFactory()));
    }

    @Override
    public void close() {
        definitions.close();
    }
}

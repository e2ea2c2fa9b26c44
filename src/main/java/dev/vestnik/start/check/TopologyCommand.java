package dev.vestnik.start.check;

import dev.vestnik.ops.topology.TopologyReader;
import dev.vestnik.ops.topology.TopologySvg;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.routes.RouteFilesCheck;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code topology [folder]}: prints what the routes of the files connect, as SVG, without Redis, Telegram and ports. All sources
 * are shown, also those that are off.
 */
public final class TopologyCommand {
    /** The first argument. */
    public static final String NAME = "topology";

    private final Class<?> application;
    private final LibraryFolder libraries;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param application the class that a start runs
     * @param libraries whose components the routes may use
     */
    public TopologyCommand(Class<?> application, LibraryFolder libraries, PrintStream out, PrintStream err) {
        this.application = application;
        this.libraries = libraries;
        this.out = out;
        this.err = err;
    }

    /** @return the exit status: 0 printed, 1 the routes cannot be read, 2 the arguments are wrong */
    public int run(List<String> arguments) {
        Path folder = Path.of(arguments.isEmpty() ? "routes" : arguments.get(0));
        if (arguments.size() > 1 || !Files.isDirectory(folder)) {
            err.println("Usage: topology [folder], where the folder has files that end in .camel.yaml");
            return CheckCommand.WRONG_USAGE;
        }
        try (ConfigurableApplicationContext definitions = BeanDefinitions.read(application, libraries);
                DefaultCamelContext context =
                        CheckContext.create(definitions.getBeanFactory(), definitions.getEnvironment())) {
            new JavaRoutes(definitions.getBeanFactory()).addTo(context);
            List<RoutesBuilder> builders = new ArrayList<>();
            for (Path file : RouteFilesCheck.loaded(folder)) {
                builders.addAll(PluginHelper.getRoutesLoader(context)
                        .findRoutesBuilders(ResourceHelper.resolveResource(context, "file:" + file)));
            }
            for (RoutesBuilder builder : builders) {
                context.addRoutes(builder);
            }
            // After the templates of all files.
            for (RoutesBuilder builder : builders) {
                context.addTemplatedRoutes(builder);
            }
            out.print(TopologySvg.draw(
                    TopologyReader.read(context),
                    "Vestnik: what the routes connect",
                    "Boxes are routes, with the tick or the path at which they begin; round ones are streams in Redis,"
                            + " Telegram and other endpoints. Dashed arrows lead up.",
                    arrow -> TopologySvg.Label.NONE));
            out.flush();
            return CheckCommand.PASSED;
        } catch (Exception | LinkageError failure) {
            err.println("The routes cannot be read: run \"check\", which names each fault with its line.");
            return CheckCommand.FAULTS;
        }
    }
}

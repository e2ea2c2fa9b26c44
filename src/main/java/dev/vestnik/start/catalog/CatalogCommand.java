package dev.vestnik.start.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.check.BeanDefinitions;
import dev.vestnik.start.check.CamelSchema;
import dev.vestnik.start.check.CheckContext;
import dev.vestnik.start.check.OfflineRoutes;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.routes.RouteFilesCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code catalog folder [kaoto]}: tells editors of routes what Vestnik has beside Camel. Into the folder, {@code .vscode} of a
 * project, it writes settings and snippets of VS Code; to an unpacked catalogue of Kaoto it adds the components.
 */
public final class CatalogCommand {
    /** The first argument. */
    public static final String NAME = "catalog";

    static final int WRITTEN = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    static final String SETTINGS = "settings.json";
    static final String SNIPPETS = "vestnik.code-snippets";

    private static final String CAMEL = "org.apache.camel.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Class<?> application;
    private final LibraryFolder libraries;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param application the class that a start runs
     * @param libraries whose beans and components the routes may use
     */
    public CatalogCommand(Class<?> application, LibraryFolder libraries, PrintStream out, PrintStream err) {
        this.application = application;
        this.libraries = libraries;
        this.out = out;
        this.err = err;
    }

    /** @return the exit status: 0 written, 1 a file cannot be read or written, 2 the arguments are wrong */
    public int run(List<String> arguments) {
        if (arguments.isEmpty()
                || arguments.size() > 2
                || arguments.stream().anyMatch(argument -> argument.startsWith("-"))) {
            err.println(
                    "Usage: catalog folder [kaoto], where the folder is .vscode of your project, and kaoto an unpacked"
                            + " catalogue of Kaoto, with an index.json");
            return WRONG_USAGE;
        }
        try (ConfigurableApplicationContext definitions = BeanDefinitions.read(application, libraries);
                DefaultCamelContext context =
                        CheckContext.create(definitions.getBeanFactory(), definitions.getEnvironment())) {
            Map<String, ObjectNode> components = components(context);
            Path folder = Files.createDirectories(Path.of(arguments.get(0)));
            write(folder.resolve(SETTINGS), settings(folder.resolve(SETTINGS), context.getVersion(), components));
            List<RouteFile> files = RouteFilesCheck.loaded(OfflineRoutes.ROUTES).stream()
                    .map(RouteFile::read)
                    .toList();
            write(folder.resolve(SNIPPETS), new CodeSnippets(definitions.getBeanFactory()).of(files));
            if (arguments.size() > 1) {
                new KaotoCatalog(Path.of(arguments.get(1))).add(components).forEach(this::written);
            }
            out.flush();
            return WRITTEN;
        } catch (IOException failure) {
            err.println("The catalogue cannot be written: " + failure.getMessage());
            return FAILED;
        }
    }

    /** The descriptions of the components that are not Camel's own, by name. */
    private static Map<String, ObjectNode> components(DefaultCamelContext context) throws IOException {
        Map<String, ObjectNode> components = new TreeMap<>();
        for (String name : context.getComponentNames()) {
            String description = context.getComponentParameterJsonSchema(name);
            if (description != null
                    && JSON.readTree(description) instanceof ObjectNode json
                    && !json.at("/component/javaType").asText().startsWith(CAMEL)) {
                components.put(name, json);
            }
        }
        return components;
    }

    /** The settings that are there already, with ours. */
    private static ObjectNode settings(Path file, String version, Map<String, ObjectNode> components)
            throws IOException {
        ObjectNode settings = JSON.createObjectNode();
        if (Files.exists(file)) {
            try {
                settings = (ObjectNode) JSON.readTree(Files.readString(file));
            } catch (IOException | ClassCastException noPlainJson) {
                throw new IOException(
                        file + " has comments or is no JSON object; write into another folder and copy what"
                                + " you need into it.");
            }
        }
        settings.put("camel.Camel catalog version", version);
        settings.putArray("camel.extra-components").addAll(components.values());
        settings.withObjectProperty("yaml.schemas").put(CamelSchema.address(version), "*.camel.yaml");
        return settings;
    }

    private void write(Path file, ObjectNode json) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        written(file);
    }

    private void written(Path file) {
        out.println(file);
    }
}

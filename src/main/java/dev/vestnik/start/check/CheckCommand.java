package dev.vestnik.start.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.failure.RouteFault;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code check [folder] [--json]}: checks the route files as they would be loaded, without Redis, Telegram and ports. It
 * prints one line for each fault, {@code file:line: what is wrong and what would be right}.
 *
 * <p>The folder is {@code routes} or one like it. A folder without the shipped routes is checked in the place of {@code
 * routes/local}, together with the shipped routes of {@code routes}.
 */
public final class CheckCommand {
    /** The first argument. */
    public static final String NAME = "check";

    static final int PASSED = 0;
    static final int FAULTS = 1;
    static final int WRONG_USAGE = 2;

    private static final String JSON = "--json";

    private final Class<?> application;
    private final LibraryFolder libraries;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param application the class that a start runs
     * @param libraries whose beans and components the routes may use
     */
    public CheckCommand(Class<?> application, LibraryFolder libraries, PrintStream out, PrintStream err) {
        this.application = application;
        this.libraries = libraries;
        this.out = out;
        this.err = err;
    }

    /** @return the exit status: 0 no fault, 1 faults, 2 the arguments are wrong */
    public int run(List<String> arguments) {
        boolean json = arguments.contains(JSON);
        List<String> folders =
                arguments.stream().filter(argument -> !argument.equals(JSON)).toList();
        if (folders.size() > 1 || folders.stream().anyMatch(folder -> folder.startsWith("-"))) {
            err.println("Usage: check [folder] [" + JSON + "]");
            return WRONG_USAGE;
        }
        Path folder = folders.isEmpty() ? OfflineRoutes.ROUTES : Path.of(folders.get(0));
        if (!Files.isDirectory(folder)) {
            err.println("There is no folder " + folder + ": name one with files that end in .camel.yaml.");
            return WRONG_USAGE;
        }
        List<Path> files = OfflineRoutes.with(folder);
        List<RouteFault> faults;
        try (OfflineRoutes routes = new OfflineRoutes(application, libraries)) {
            faults = routes.faults(files);
        }
        if (json) {
            out.println(json(faults));
        } else if (!faults.isEmpty()) {
            out.println(RouteFault.text(faults));
        } else {
            out.println(files.size() + " files, no faults");
        }
        out.flush();
        return faults.isEmpty() ? PASSED : FAULTS;
    }

    private static String json(List<RouteFault> faults) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (RouteFault fault : faults) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("file", fault.file());
            entry.put("line", fault.line());
            entry.put("message", fault.sentence());
            list.add(entry);
        }
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.vestnik.start.ctl;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code ctl}.
 *
 * @param url of the management port
 * @param password null: none is given
 * @param words noun, verb and the arguments of the operation
 */
record CtlOptions(URI url, String user, @Nullable String password, boolean json, List<String> words) {
    static final String USAGE =
            "Usage: ctl [--url http://host:port] [--user name] [--password-file file] [--json] [noun [verb [arguments]]]";

    CtlOptions {
        words = List.copyOf(words);
    }

    static CtlOptions parse(List<String> arguments, Map<String, String> environment) throws CtlException {
        String url = "http://127.0.0.1:" + environment.getOrDefault("MANAGEMENT_SERVER_PORT", "9876");
        String user = environment.getOrDefault("VESTNIK_ADMIN_USER", "admin");
        String password = environment.get("VESTNIK_ADMIN_PASSWORD");
        boolean json = false;
        List<String> words = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--json" -> json = true;
                case "--url" -> url = value(argument, rest);
                case "--user" -> user = value(argument, rest);
                case "--password-file" -> password = read(value(argument, rest));
                default -> {
                    if (argument.startsWith("--")) {
                        throw new CtlException(CtlCommand.WRONG_USAGE, "There is no option " + argument + ". " + USAGE);
                    }
                    words.add(argument);
                }
            }
        }
        return new CtlOptions(uri(url), user, password, json, words);
    }

    private static String value(String option, Iterator<String> rest) throws CtlException {
        if (!rest.hasNext()) {
            throw new CtlException(CtlCommand.WRONG_USAGE, option + " needs a value. " + USAGE);
        }
        return rest.next();
    }

    private static URI uri(String text) throws CtlException {
        if (!text.matches("https?://[^/?#\\s]+/?")) {
            throw new CtlException(
                    CtlCommand.WRONG_USAGE, "'" + text + "' is no address; one is like http://127.0.0.1:9876");
        }
        try {
            return URI.create(text.replaceFirst("/$", ""));
        } catch (IllegalArgumentException e) {
            throw new CtlException(CtlCommand.WRONG_USAGE, "'" + text + "' is no address: " + e.getMessage());
        }
    }

    private static String read(String file) throws CtlException {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new CtlException(CtlCommand.WRONG_USAGE, "The password file " + file + " cannot be read");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CtlOptions[" + url + ", " + user + ", " + words + "]";
    }
}

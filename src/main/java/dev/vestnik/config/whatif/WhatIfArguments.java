package dev.vestnik.config.whatif;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * The arguments of {@code what-if}.
 *
 * @param since how long ago the first event was accepted; null: all that the stream has
 * @param directory the folder of another directory; null: the present one
 * @param settings a file of settings that win over the present ones; null: none
 * @param statuses a file with the list of statuses; null: those of the settings
 * @param routes the folder with a changed {@code event-dispatch.camel.yaml}; null: the events go through no route
 * @param allOnDuty whether everybody counts as on duty, now and then
 */
record WhatIfArguments(
        @Nullable Duration since,
        @Nullable Path directory,
        @Nullable Path settings,
        @Nullable Path statuses,
        @Nullable Path routes,
        boolean allOnDuty,
        boolean json) {
    static final String USAGE =
            "Usage: what-if [--since 7d] [--routes folder] [--directory folder] [--settings file.yml]"
                    + " [--statuses file.yml] [--all-on-duty] [--json]";

    static final String HELP = USAGE + System.lineSeparator() + """

            Dispatches the events of the stream twice, as things are and with the change, and prints who would get what instead.
            It sends nothing and writes nothing to the Redis of the service. Silences and escalations are not replayed.

              --since 7d            only events that were accepted since then; without it all that the stream has
              --routes folder       the change: routes, with a changed event-dispatch.camel.yaml. The events go through this route
                                    and the direct: routes of the folder that it calls; all other targets get nothing
              --directory folder    the change: another directory, three files
              --settings file.yml   the change: settings that win over the present ones, such as statuses and default-area
              --statuses file.yml   the change: only the list of statuses, as in the settings
              --all-on-duty         as if everybody were on duty, in both
              --json                everything, for tools

            The exit status is 0 when done, 1 if it cannot be done as things are, 2 if the arguments are wrong.""";

    /** @throws IllegalArgumentException with a sentence */
    static WhatIfArguments parse(List<String> arguments) {
        Duration since = null;
        Path directory = null;
        Path settings = null;
        Path statuses = null;
        Path routes = null;
        boolean allOnDuty = false;
        boolean json = false;
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String argument = left.next();
            switch (argument) {
                case "--since" -> since = duration(value(argument, left));
                case "--directory" -> directory = folder(value(argument, left));
                case "--settings" -> settings = file(value(argument, left));
                case "--statuses" -> statuses = file(value(argument, left));
                case "--routes" -> routes = folder(value(argument, left));
                case "--all-on-duty" -> allOnDuty = true;
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("what-if does not know " + argument + ".");
            }
        }
        if (Stream.of(directory, settings, statuses, routes).allMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "what-if compares with a change: name other routes, another directory, other settings or statuses.");
        }
        return new WhatIfArguments(since, directory, settings, statuses, routes, allOnDuty, json);
    }

    private static Path folder(String name) {
        if (!Files.isDirectory(Path.of(name))) {
            throw new IllegalArgumentException("There is no folder " + name + ".");
        }
        return Path.of(name);
    }

    private static Path file(String name) {
        if (!Files.isRegularFile(Path.of(name))) {
            throw new IllegalArgumentException("There is no file " + name + ".");
        }
        return Path.of(name);
    }

    private static String value(String argument, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value.");
        }
        return left.next();
    }

    private static Duration duration(String text) {
        Duration since;
        try {
            since = DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            since = Duration.ZERO;
        }
        if (since.isZero() || since.isNegative()) {
            throw new IllegalArgumentException("--since is '" + text + "', but must be a time such as 12h or 7d.");
        }
        return since;
    }
}

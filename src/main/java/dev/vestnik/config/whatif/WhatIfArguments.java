package dev.vestnik.config.whatif;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * The arguments of {@code what-if}.
 *
 * @param since how long ago the first event was accepted; null: all that the stream has
 * @param directory the folder of another directory; null: the present one
 * @param settings a file of settings that win over the present ones; null: none
 * @param allOnDuty whether everybody counts as on duty, now and then
 */
record WhatIfArguments(
        @Nullable Duration since,
        @Nullable Path directory,
        @Nullable Path settings,
        boolean allOnDuty,
        boolean json) {
    static final String USAGE =
            "Usage: what-if [--since 7d] [--directory folder] [--settings file.yml] [--all-on-duty] [--json]";

    static final String HELP = USAGE + System.lineSeparator() + """

            Dispatches the events of the stream twice, as things are and with the change, and prints who would get what instead.
            It sends nothing and writes nothing to the Redis of the service.

              --since 7d            only events that were accepted since then; without it all that the stream has
              --directory folder    the change: another directory, three files
              --settings file.yml   the change: settings that win over the present ones, such as statuses and default-area
              --all-on-duty         as if everybody were on duty, in both
              --json                everything, for tools

            The exit status is 0 when done, 1 if it cannot be done as things are, 2 if the arguments are wrong.""";

    /** @throws IllegalArgumentException with a sentence */
    static WhatIfArguments parse(List<String> arguments) {
        Duration since = null;
        Path directory = null;
        Path settings = null;
        boolean allOnDuty = false;
        boolean json = false;
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String argument = left.next();
            switch (argument) {
                case "--since" -> since = duration(value(argument, left));
                case "--directory" -> directory = Path.of(value(argument, left));
                case "--settings" -> settings = Path.of(value(argument, left));
                case "--all-on-duty" -> allOnDuty = true;
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("what-if does not know " + argument + ".");
            }
        }
        if (directory == null && settings == null) {
            throw new IllegalArgumentException(
                    "what-if compares with a change: name another directory, other settings, or both.");
        }
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("There is no folder " + directory + ".");
        }
        if (settings != null && !Files.isRegularFile(settings)) {
            throw new IllegalArgumentException("There is no file " + settings + ".");
        }
        return new WhatIfArguments(since, directory, settings, allOnDuty, json);
    }

    private static String value(String argument, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value.");
        }
        return left.next();
    }

    private static Duration duration(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--since is '" + text + "', but must be a time such as 12h or 7d.", e);
        }
    }
}

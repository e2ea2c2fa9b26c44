package dev.vestnik.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of {@code promtool check metrics} for the names of metrics, see
 * https://github.com/prometheus/client_golang/tree/main/prometheus/testutil/promlint.
 */
public final class MetricRules {
    private static final Pattern ABOUT = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
    private static final Pattern NOT_BASE = Pattern.compile(
            ".*_(ms|ns|millis|milliseconds|microseconds|nanoseconds|minutes|hours|days|kilobytes|megabytes|percent|s|sec|secs|mb|kb)"
                    + "(_total)?");
    private static final Pattern TYPE_IN_NAME = Pattern.compile(".*_(gauge|counter|histogram|summary|metric)(_.*)?");

    private static final Pattern LABELS_NOT_IN_SNAKE_CASE = Pattern.compile("[{,]\\w*[A-Z]\\w*=\"");

    private MetricRules() {}

    /** One sentence for each fault of a scrape. */
    public static List<String> faults(String scrape) {
        Map<String, String> help = new HashMap<>();
        Map<String, String> types = new HashMap<>();
        scrape.lines()
                .map(ABOUT::matcher)
                .filter(Matcher::matches)
                .forEach(about -> (about.group(1).equals("HELP") ? help : types).put(about.group(2), about.group(3)));
        List<String> faults = new ArrayList<>();
        scrape.lines()
                .filter(line -> !line.startsWith("#")
                        && LABELS_NOT_IN_SNAKE_CASE.matcher(line).find())
                .forEach(line -> faults.add(line + ": labels are in snake_case"));
        types.forEach((name, type) -> {
            if (help.getOrDefault(name, "").isBlank()) {
                faults.add(name + " has no help");
            }
            if (!name.matches("[a-z][a-z0-9_]*")) {
                faults.add(name + " is not in lower case with underscores");
            }
            if (type.equals("counter") != name.endsWith("_total")) {
                faults.add(name + ": counters, and they alone, end in _total");
            }
            if (name.endsWith("_count") && !type.equals("histogram") && !type.equals("summary")) {
                faults.add(name + ": only histograms and summaries have a _count");
            }
            if (NOT_BASE.matcher(name).matches()) {
                faults.add(name + " is not in a base unit, or abbreviates it");
            }
            if (TYPE_IN_NAME.matcher(name).matches()) {
                faults.add(name + " names its type");
            }
        });
        return faults;
    }

    /** What promtool says of a scrape; empty: it is not installed. */
    public static Optional<String> promtool(String scrape) throws IOException, InterruptedException {
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            return Optional.empty();
        }
        try (OutputStream in = promtool.getOutputStream()) {
            in.write(scrape.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        promtool.waitFor();
        return Optional.of(said);
    }
}

package dev.vestnik.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * An alert rule of Prometheus, evaluated over scrapes at regular times. Knows those parts of PromQL that the shipped rules use:
 * {@code sum}, {@code min} and {@code max} with {@code by}, {@code rate}, {@code increase}, {@code min_over_time},
 * {@code abs}, {@code absent}, comparisons with a number, and {@code and}; see
 * https://prometheus.io/docs/prometheus/latest/querying/.
 *
 * @param lasts how long the expression must hold ({@code for})
 */
public record AlertRule(String name, String expression, Duration lasts) {
    /** The time between two scrapes. */
    public static final Duration STEP = Duration.ofSeconds(15);

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(=~|=)\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern TOKEN = Pattern.compile("\\w+|\\{[^}]*}|\\[[^]]*]|!=|==|>=|[()>,]");

    /** The values of one scrape by the labels of their series, of which {@code __name__} is one. */
    public record Scrape(Map<Map<String, String>, Double> values) {
        /** @param text as an endpoint for Prometheus answers */
        public static Scrape of(String text) {
            Map<Map<String, String>, Double> values = new HashMap<>();
            text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
                Map<String, String> labels = new TreeMap<>(Map.of("__name__", line.group(1)));
                LABEL.matcher(line.group(2) == null ? "" : line.group(2))
                        .results()
                        .forEach(label -> labels.put(label.group(1), label.group(3)));
                values.put(labels, Double.valueOf(line.group(3)));
            });
            return new Scrape(values);
        }
    }

    /** Whether the alert fires at one of the scrapes. */
    public boolean fires(List<Scrape> scrapes) {
        int since = -1;
        for (int now = 0; now < scrapes.size(); now++) {
            boolean holds = !new Evaluation(scrapes, now).evaluate(expression).isEmpty();
            since = holds ? since < 0 ? now : since : -1;
            if (holds && STEP.multipliedBy(now - since).compareTo(lasts) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The value of an expression at one time: a vector of values by labels. */
    private static final class Evaluation {
        private final List<Scrape> scrapes;
        private final int now;
        private List<String> tokens = List.of();
        private int at;

        Evaluation(List<Scrape> scrapes, int now) {
            this.scrapes = scrapes;
            this.now = now;
        }

        Map<Map<String, String>, Double> evaluate(String expression) {
            tokens = TOKEN.matcher(expression).results().map(MatchResult::group).toList();
            Map<Map<String, String>, Double> left = comparison();
            while (at < tokens.size() && take().equals("and")) {
                left.keySet().retainAll(comparison().keySet());
            }
            return left;
        }

        private String take() {
            return tokens.get(at++);
        }

        private boolean next(String token) {
            boolean is = at < tokens.size() && tokens.get(at).equals(token);
            at += is ? 1 : 0;
            return is;
        }

        private Map<Map<String, String>, Double> comparison() {
            Map<Map<String, String>, Double> values = operand();
            if (at < tokens.size() && Set.of(">", ">=", "!=", "==").contains(tokens.get(at))) {
                String operator = take();
                double limit = Double.parseDouble(take());
                values.values()
                        .removeIf(value -> !switch (operator) {
                            case ">" -> value > limit;
                            case ">=" -> value >= limit;
                            case "==" -> value == limit;
                            default -> value != limit;
                        });
            }
            return values;
        }

        private Map<Map<String, String>, Double> operand() {
            String word = take();
            return switch (word) {
                case "sum" -> aggregate(DoubleStream::sum);
                case "min" -> aggregate(values -> values.min().orElseThrow());
                case "max" -> aggregate(values -> values.max().orElseThrow());
                case "absent" -> {
                    Map<Map<String, String>, Double> values = inBrackets();
                    yield values.isEmpty() ? new HashMap<>(Map.of(Map.of(), 1.0)) : new HashMap<>();
                }
                case "abs" -> {
                    Map<Map<String, String>, Double> values = inBrackets();
                    values.replaceAll((labels, value) -> Math.abs(value));
                    yield values;
                }
                case "min_over_time" ->
                    range(samples -> samples.stream().mapToDouble(v -> v).min());
                case "rate", "increase" -> range(AlertRule::increase);
                default -> select(word, 1, samples -> OptionalDouble.of(samples.get(samples.size() - 1)));
            };
        }

        private Map<Map<String, String>, Double> inBrackets() {
            take();
            Map<Map<String, String>, Double> values = comparison();
            take();
            return values;
        }

        private Map<Map<String, String>, Double> aggregate(Function<DoubleStream, Double> how) {
            List<String> by = new ArrayList<>();
            if (next("by")) {
                for (String token = take(); !token.equals(")"); token = take()) {
                    by.add(token);
                }
            }
            return inBrackets().entrySet().stream()
                    .collect(Collectors.groupingBy(
                            series -> series.getKey().entrySet().stream()
                                    .filter(label -> by.contains(label.getKey()))
                                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                            HashMap::new,
                            Collectors.collectingAndThen(
                                    Collectors.toList(),
                                    group -> how.apply(group.stream().mapToDouble(Map.Entry::getValue)))));
        }

        private Map<Map<String, String>, Double> range(Function<List<Double>, OptionalDouble> how) {
            take();
            String metric = take();
            int last = at + (tokens.get(at).startsWith("{") ? 1 : 0);
            Duration range = Duration.parse(
                    "PT" + tokens.get(last).replaceAll("[\\[\\]]", "").toUpperCase());
            Map<Map<String, String>, Double> values = select(metric, (int) range.dividedBy(STEP), how);
            at++;
            take();
            return values;
        }

        private Map<Map<String, String>, Double> select(
                String metric, int samples, Function<List<Double>, OptionalDouble> how) {
            List<MatchResult> wanted = new ArrayList<>();
            if (at < tokens.size() && tokens.get(at).startsWith("{")) {
                wanted = LABEL.matcher(take()).results().toList();
            }
            Map<Map<String, String>, List<Double>> series = new HashMap<>();
            for (Scrape scrape : scrapes.subList(Math.max(0, now - samples + 1), now + 1)) {
                for (Map.Entry<Map<String, String>, Double> value :
                        scrape.values().entrySet()) {
                    if (value.getKey().get("__name__").equals(metric) && matches(value.getKey(), wanted)) {
                        series.computeIfAbsent(value.getKey(), labels -> new ArrayList<>())
                                .add(value.getValue());
                    }
                }
            }
            Map<Map<String, String>, Double> values = new HashMap<>();
            series.forEach((labels, all) -> how.apply(all).ifPresent(value -> values.put(labels, value)));
            return values;
        }

        private static boolean matches(Map<String, String> labels, List<MatchResult> wanted) {
            return wanted.stream().allMatch(label -> {
                String value = labels.getOrDefault(label.group(1), "");
                return label.group(2).equals("=") ? value.equals(label.group(3)) : value.matches(label.group(3));
            });
        }
    }

    /** How much a counter has grown; not known from one sample, so a counter that begins with 1 has not grown. */
    private static OptionalDouble increase(List<Double> samples) {
        return samples.size() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(samples.get(samples.size() - 1) - samples.get(0));
    }
}

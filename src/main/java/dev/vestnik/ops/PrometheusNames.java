package dev.vestnik.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names as {@code promtool check metrics} wants them: labels such as {@code route_id} instead of {@code routeId}, a help for the
 * meters of libraries that have none, and no meters of libraries in units that are no base units.
 */
public final class PrometheusNames extends PrometheusNamingConvention implements MeterFilter {
    private static final Set<String> LEFT_OUT = Set.of("jvm.compilation.time", "process.cpu.time", "system.cpu.count");

    private static final Map<String, String> HELP = Map.of(
            "app.info", "The versions of Camel and of its runtime",
            "camel.routes", "The routes of the Camel context",
            "http.server.requests", "Requests over HTTP",
            "tomcat.sessions", "Sessions of operators");

    @Override
    public String tagKey(String key) {
        return super.tagKey(key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String help = id.getDescription() == null ? help(id.getName()) : null;
        return help == null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), help, id.getType());
    }

    private static @Nullable String help(String name) {
        return HELP.entrySet().stream()
                .filter(known -> name.equals(known.getKey()) || name.startsWith(known.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}

package dev.vestnik.start.routes;

import dev.vestnik.source.MessageSource;
import dev.vestnik.source.RequestRate;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.start.failure.StartRefusedException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the settings say about a source together with the parameters of its route. What they cannot say together is
 * refused with a {@link StartRefusedException}.
 */
final class SourceRules {
    private static final String SETTINGS = "vestnik.sources.";

    /** The server's path of events in Vestnik's own form; see {@code sources/http.camel.yaml}. */
    private static final String EVENTS = "/events";

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){1,8}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{8,512}");
    private static final Pattern TOKEN_IN_URL = Pattern.compile("[A-Za-z0-9._~-]{16,512}");

    private final Map<String, SourceSettings> settings;
    /** By the name of the source; a route that is built anew begins no new one. */
    private final ConcurrentMap<String, RequestRate> rates = new ConcurrentHashMap<>();

    private final Clock clock;

    SourceRules(Map<String, SourceSettings> settings, Clock clock) {
        this.settings = new TreeMap<>(settings);
        this.clock = clock;
    }

    boolean isOn(String name) {
        SourceSettings source = settings.get(name);
        return source != null && source.enabled();
    }

    /** The names of the sources that are on. */
    Collection<String> on() {
        return settings.keySet().stream().filter(this::isOn).toList();
    }

    SourceSettings settings(String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    private RequestRate rate(String name) {
        return rates.computeIfAbsent(name, any -> new RequestRate(settings(name).rate(), clock));
    }

    /** Those of a route file are checked with it; this is for the routes of Java classes. */
    static void checkParameters(@Nullable String route, Map<String, Object> parameters) {
        parameters.forEach((parameter, value) -> SourceParameters.fault(parameter, String.valueOf(value))
                .ifPresent(sentence -> {
                    throw new StartRefusedException("The route " + route + ": " + sentence);
                }));
    }

    /** @param others the sources over HTTP that are on, with or without this one */
    WebhookSource webhook(String name, Map<String, Object> parameters, Collection<WebhookSource> others) {
        SourceSettings source = settings(name);
        String setting = SETTINGS + name;
        TokenPlace place = source.tokenPlace() == null
                ? TokenPlace.named(String.valueOf(parameters.get(SourceParameters.TOKEN_PLACE)))
                        .orElseThrow()
                : source.tokenPlace();
        String token = token(setting, source, place);
        String given = source.path() == null ? String.valueOf(parameters.get("path")) : source.path();
        String path = given.isBlank() || given.contains("{{") ? "/sources/" + name : given;
        if (!PATH.matcher(path).matches()) {
            throw refused(setting + ".path is '" + path
                    + "', but must be a path such as /sources/name, of letters, digits, '.', '_', '~' and '-'");
        }
        if (path.equals(EVENTS)
                || others.stream()
                        .anyMatch(other ->
                                other.path().equals(path) && !other.name().equals(name))) {
            throw refused(setting + ".path is " + path + ", which another source has: choose another one");
        }
        return new WebhookSource(
                name,
                path,
                token,
                place,
                Integer.parseInt(String.valueOf(parameters.get(SourceParameters.MAX_BYTES))),
                Arrays.stream(String.valueOf(parameters.get("types")).split(","))
                        .map(String::strip)
                        .toList(),
                rate(name));
    }

    MessageSource message(String name, Map<String, Object> parameters) {
        SourceSettings source = settings(name);
        return new MessageSource(
                name,
                SenderRules.read(SETTINGS + name, String.valueOf(parameters.get(SourceParameters.SENDERS)), source),
                rate(name),
                !source.expect().isZero());
    }

    private static @Nullable String token(String setting, SourceSettings source, TokenPlace place) {
        String token = source.token();
        if (source.open()) {
            if (token != null) {
                throw refused(setting + ".open is true, but " + setting + ".token is set as well: remove one of them");
            }
            return null;
        }
        if (token == null) {
            throw refused(setting + ".enabled is true, but there is no token: set " + setting
                    + ".token to what the sender gives, or " + setting
                    + ".open to true, so that everybody who reaches the port may send events");
        }
        if (place == TokenPlace.HEADER && !TOKEN.matcher(token).matches()) {
            throw refused(setting + ".token must be 8 to 512 characters without blanks");
        }
        if (place != TokenPlace.HEADER && !TOKEN_IN_URL.matcher(token).matches()) {
            throw refused(
                    setting + ".token must be 16 to 512 letters, digits, '.', '_', '~' and '-', since it is part of"
                            + " an address");
        }
        return token;
    }

    private static StartRefusedException refused(String sentence) {
        return new StartRefusedException(sentence + ".");
    }
}

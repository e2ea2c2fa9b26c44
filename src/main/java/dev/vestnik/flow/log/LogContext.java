package dev.vestnik.flow.log;

import dev.vestnik.component.redisstreams.MdcScope;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.dispatch.EventSubject;
import dev.vestnik.user.HashedChat;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the log lines of an exchange are about, by names in the MDC. The steps of a route say it; {@link LogContextStrategy} keeps
 * it for all later steps of the exchange, whichever thread runs them, and the stream for the settlement.
 */
public final class LogContext {
    /** The sender's ids of the events, or the ids of their entries in the stream. */
    public static final String EVENT = "vestnik.event";

    /** What the events are about. */
    public static final String KEY = "vestnik.key";

    /** The numbers of the incidents. */
    public static final String INCIDENT = "vestnik.incident";

    /** The chat, hashed, see {@link HashedChat}. */
    public static final String CHAT = "vestnik.chat";

    private static final Map<String, @Nullable String> NOTHING = nothing();

    /** A line of a batch names so many; the number of the others follows. */
    private static final int MOST = 5;

    private LogContext() {}

    /** The lines of this exchange are about this chat from now on. */
    public static void chat(Exchange exchange, long chat) {
        put(exchange, Map.of(CHAT, HashedChat.of(chat)));
    }

    /** The lines of this exchange are about these incidents from now on. */
    public static void incidents(Exchange exchange, Collection<Long> numbers) {
        Map<String, @Nullable String> about = new HashMap<>();
        about.put(INCIDENT, list(numbers.stream().map(String::valueOf)));
        put(exchange, about);
    }

    /** The lines of this exchange are about these events from now on. */
    public static void events(Exchange exchange, Collection<EventSubject> events) {
        put(exchange, of(events));
    }

    /** What the lines of this exchange are about, by the names in the MDC; without the chat. */
    public static Map<String, String> values(Exchange exchange) {
        Map<String, String> values = new HashMap<>();
        named(exchange).forEach((name, value) -> {
            if (value != null && !name.equals(CHAT)) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** For lines about one event of a batch. */
    public static MdcScope about(EventSubject event) {
        return new MdcScope(of(List.of(event)));
    }

    /** What the exchange is about, put into the MDC; what a step adds meanwhile is removed from there when it is closed. */
    static MdcScope of(Exchange exchange) {
        return new MdcScope(named(exchange));
    }

    private static Map<String, @Nullable String> of(Collection<EventSubject> events) {
        Map<String, @Nullable String> about = new HashMap<>();
        about.put(EVENT, list(events.stream().map(EventSubject::event)));
        about.put(KEY, list(events.stream().map(EventSubject::key)));
        about.put(
                INCIDENT,
                list(events.stream()
                        .map(EventSubject::incident)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)));
        return about;
    }

    private static @Nullable String list(Stream<@Nullable String> values) {
        List<String> all = values.filter(Objects::nonNull).distinct().toList();
        if (all.isEmpty()) {
            return null;
        }
        String shown = String.join(" ", all.subList(0, Math.min(MOST, all.size())));
        return all.size() > MOST ? shown + " +" + (all.size() - MOST) : shown;
    }

    private static void put(Exchange exchange, Map<String, @Nullable String> about) {
        Map<String, @Nullable String> all = new HashMap<>(named(exchange));
        all.putAll(about);
        exchange.setProperty(RedisStreamsConstants.LOG_CONTEXT, all);
        about.forEach((name, value) -> {
            if (value == null) {
                MDC.remove(name);
            } else {
                MDC.put(name, value);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable String> named(Exchange exchange) {
        return exchange.getProperty(RedisStreamsConstants.LOG_CONTEXT, NOTHING, Map.class);
    }

    private static Map<String, @Nullable String> nothing() {
        Map<String, @Nullable String> none = new HashMap<>();
        Stream.of(EVENT, KEY, INCIDENT, CHAT).forEach(name -> none.put(name, null));
        return none;
    }
}

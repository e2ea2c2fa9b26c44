package dev.vestnik.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The events that this process has written or read lately, by their JSON: what one message after the other needs, or the
 * delivery right behind the dispatch, is read once. Bounded. For many threads.
 */
public final class RecentEvents {
    static final int MOST = 4_096;

    /** In characters; longer ones are read each time, so that these few cannot take much memory. */
    private static final int LONGEST = 4_096;

    private final Map<String, Event> events = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Event> eldest) {
            return size() > MOST;
        }
    });

    /** As {@link EventJson#write}. */
    public String write(Event event) {
        String json = EventJson.write(event);
        keep(json, event);
        return json;
    }

    /**
     * As {@link EventJson#read}.
     *
     * @throws IllegalStateException if it is something else than what was written
     */
    public Event read(String json) {
        Event known = events.get(json);
        if (known != null) {
            return known;
        }
        Event event = EventJson.read(json);
        keep(json, event);
        return event;
    }

    private void keep(String json, Event event) {
        if (json.length() <= LONGEST) {
            events.put(json, event);
        }
    }
}

package dev.vestnik.incident;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One opening of an incident, to which a request refers that goes through the stream of events: a later opening is not meant.
 *
 * @param key the incident's key
 * @param number the incident's number
 * @param generation how often the incident was opened
 */
public record Opening(String key, long number, int generation) {
    private static final String NUMBER = "number";
    private static final String GENERATION = "generation";

    /** Whether the incident is that of this number, and was not opened again. */
    public boolean isOf(Incident incident) {
        return incident.number() == number && incident.generation() == generation;
    }

    /**
     * The fields of an entry in the stream of events with a request about this opening.
     *
     * @param kind the field that has the key, and thereby names the kind of the request
     * @param others the other fields of the request
     */
    public Map<String, String> fields(String kind, Map<String, String> others) {
        Map<String, String> fields = new HashMap<>(others);
        fields.put(kind, key);
        fields.put(NUMBER, Long.toString(number));
        fields.put(GENERATION, Integer.toString(generation));
        return fields;
    }

    /**
     * Reads the fields that all these requests have in common.
     *
     * @param others the names of the other fields of the request
     * @return empty: the fields are not those of a request of this kind
     */
    public static Optional<Opening> of(String kind, Map<String, String> fields, Set<String> others) {
        String key = fields.get(kind);
        String number = fields.getOrDefault(NUMBER, "");
        String generation = fields.getOrDefault(GENERATION, "");
        return key == null
                        || fields.size() != others.size() + 3
                        || !fields.keySet().containsAll(others)
                        || !number.matches("[0-9]{1,18}")
                        || !generation.matches("[0-9]{1,9}")
                ? Optional.empty()
                : Optional.of(new Opening(key, Long.parseLong(number), Integer.parseInt(generation)));
    }
}

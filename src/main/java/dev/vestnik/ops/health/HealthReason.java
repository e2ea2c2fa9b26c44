package dev.vestnik.ops.health;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Status;

/** Why a part of the health is not UP, in words. */
final class HealthReason {
    private static final String DOWN = Status.DOWN.getCode();

    private HealthReason() {}

    /** Empty: the details name no reason. */
    static String of(Map<String, Object> details) {
        Object what = details.get("what");
        return what == null ? reasonsOfChecks(details) : what.toString();
    }

    /** Camel's health has for each check its state, and beside it its data. */
    private static String reasonsOfChecks(Map<String, Object> details) {
        return details.keySet().stream()
                .filter(check -> DOWN.equals(details.get(check)))
                .map(check -> check
                        + (details.get(check + ".data") instanceof Map<?, ?> data && data.containsKey("reason")
                                ? ": " + data.get("reason")
                                : ""))
                .sorted()
                .collect(Collectors.joining("; "));
    }
}

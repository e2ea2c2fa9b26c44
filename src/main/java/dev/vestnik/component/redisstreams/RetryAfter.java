package dev.vestnik.component.redisstreams;

import java.time.Duration;

/** An exception that names the time of the next attempt: the entry is delivered again then, and no failure is counted. */
@FunctionalInterface
public interface RetryAfter {
    Duration retryAfter();
}

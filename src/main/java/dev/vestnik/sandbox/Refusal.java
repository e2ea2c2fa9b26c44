package dev.vestnik.sandbox;

import org.jspecify.annotations.Nullable;

/** A call that Telegram refuses, with the words that Telegram would use. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final @Nullable Long retryAfterSeconds;
    private final @Nullable Long migrateTo;

    private Refusal(int code, String description, @Nullable Long retryAfterSeconds, @Nullable Long migrateTo) {
        super(description, null, false, false);
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
        this.migrateTo = migrateTo;
    }

    static Refusal badRequest(String reason) {
        return new Refusal(400, "Bad Request: " + reason, null, null);
    }

    static Refusal unauthorized() {
        return new Refusal(401, "Unauthorized", null, null);
    }

    static Refusal forbidden(String reason) {
        return new Refusal(403, "Forbidden: " + reason, null, null);
    }

    static Refusal notFound() {
        return new Refusal(404, "Not Found", null, null);
    }

    static Refusal conflict(String reason) {
        return new Refusal(409, "Conflict: " + reason, null, null);
    }

    static Refusal tooMany(long seconds) {
        return new Refusal(429, "Too Many Requests: retry after " + seconds, seconds, null);
    }

    static Refusal migrated(long to) {
        return new Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", null, to);
    }

    static Refusal failure(int code, String description) {
        return new Refusal(code, description, null, null);
    }

    /** The error code, also the HTTP status. */
    public int code() {
        return code;
    }

    /** Telegram's {@code description}. */
    public String description() {
        return String.valueOf(getMessage());
    }

    /** Seconds, with 429. */
    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The supergroup that took the group's place. */
    public @Nullable Long migrateTo() {
        return migrateTo;
    }
}

package dev.vestnik.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/** Telegram refuses a call; the message is Telegram's {@code description}. */
public final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final @Nullable Long retryAfterSeconds;
    private final @Nullable Long migrateTo;

    private ApiRefusal(int code, String description, @Nullable Long retryAfterSeconds, @Nullable Long migrateTo) {
        super(description, null, false, false);
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
        this.migrateTo = migrateTo;
    }

    public static ApiRefusal badRequest(String reason) {
        return new ApiRefusal(400, "Bad Request: " + reason, null, null);
    }

    public static ApiRefusal unauthorized() {
        return new ApiRefusal(401, "Unauthorized", null, null);
    }

    public static ApiRefusal forbidden(String reason) {
        return new ApiRefusal(403, "Forbidden: " + reason, null, null);
    }

    public static ApiRefusal notFound() {
        return new ApiRefusal(404, "Not Found", null, null);
    }

    public static ApiRefusal conflict(String reason) {
        return new ApiRefusal(409, "Conflict: " + reason, null, null);
    }

    public static ApiRefusal tooMany(long seconds) {
        return new ApiRefusal(429, "Too Many Requests: retry after " + seconds, seconds, null);
    }

    public static ApiRefusal migrated(long to) {
        return new ApiRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat", null, to);
    }

    public static ApiRefusal failure(int code, String description) {
        return new ApiRefusal(code, description, null, null);
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

    /** The id of the supergroup that replaces the group. */
    public @Nullable Long migrateTo() {
        return migrateTo;
    }
}

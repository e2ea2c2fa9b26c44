package dev.vestnik.start;

import dev.vestnik.ops.security.AdminLogin;
import dev.vestnik.start.settings.Roles;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReadyAnnouncement} shows of this run.
 *
 * @param sandbox whose sandbox is in Telegram's place
 * @param botApi the address of the Bot API
 * @param eventToken a token for {@code POST /events}; null: nobody may post
 * @param redis where Redis is, without user and password
 * @param consumerName the name of this process in the consumer groups
 */
public record RunDetails(
        Sandbox sandbox,
        String botApi,
        @Nullable String eventToken,
        String redis,
        AdminLogin admin,
        Roles roles,
        String consumerName) {
    /** Whose sandbox is in Telegram's place. */
    public enum Sandbox {
        NONE,
        OWN,
        OTHER_PROCESS
    }

    /** Shows no token and no password. */
    @Override
    public String toString() {
        return "RunDetails[redis=" + redis + ", roles=" + roles + ", consumerName=" + consumerName + "]";
    }
}

package dev.vestnik.start;

import dev.vestnik.ops.security.AdminLogin;
import dev.vestnik.start.settings.Roles;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReadyAnnouncement} shows of this run.
 *
 * @param sandbox which process runs the sandbox
 * @param botApi the address of the Bot API
 * @param eventToken a token for {@code POST /events}; null: nobody may post
 * @param redis where Redis is, without user and password
 * @param consumerName the name of this process in the consumer groups
 */
public record RunDetails(
        SandboxHost sandbox,
        String botApi,
        @Nullable String eventToken,
        String redis,
        AdminLogin admin,
        Roles roles,
        String consumerName) {
    /** Shows no token and no password. */
    @Override
    public String toString() {
        return "RunDetails[redis=" + redis + ", roles=" + roles + ", consumerName=" + consumerName + "]";
    }
}

package dev.vestnik.config.settings;

import dev.vestnik.config.settings.VestnikProperties.Retention;
import dev.vestnik.start.settings.DirectoryOrigin;
import dev.vestnik.start.settings.ProcessRole;

/**
 * Settings in the form that the routes take: {@code "{{bean:routeSettings.inboxIntervalMillis}}"}. All times are in
 * milliseconds.
 */
public record RouteSettings(
        long inboxIntervalMillis,
        long directoryIntervalMillis,
        boolean directoryOverHttp,
        boolean acted,
        long eventRetentionMillis,
        long deadLetterRetentionMillis,
        int deliveryBatchSize,
        boolean polling,
        boolean webhook,
        String webhookPath) {
    /** More than any digest contains, and not more than one read of Redis should return. */
    private static final int MERGED_BATCH = 1_000;

    public static RouteSettings of(VestnikProperties properties) {
        Retention retention = properties.retention();
        boolean bot = properties.roles().contains(ProcessRole.BOT);
        VestnikProperties.Webhook webhook = properties.telegram().webhook();
        return new RouteSettings(
                properties.inbox().interval().toMillis(),
                properties.directory().interval().toMillis(),
                properties.directory().source() == DirectoryOrigin.HTTP
                        && properties.roles().contains(ProcessRole.PRODUCER),
                properties.acted().enabled() && properties.roles().contains(ProcessRole.CONSUMER),
                retention.events().toMillis(),
                retention.deadLetters().toMillis(),
                properties.delivery().merge() ? MERGED_BATCH : 1,
                bot && !webhook.used(),
                bot && webhook.used(),
                webhook.path());
    }
}

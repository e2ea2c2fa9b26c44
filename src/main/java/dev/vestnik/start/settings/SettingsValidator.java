package dev.vestnik.start.settings;

import dev.vestnik.start.StartMode;
import dev.vestnik.start.failure.StartRefusedException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Checks each setting by itself before anything starts. {@link StartMode} checks the settings that depend on each other. */
public final class SettingsValidator {
    private static final String DELIVERY = "vestnik.delivery.";
    private static final String RETENTION = "vestnik.retention.";

    private SettingsValidator() {}

    /** @throws StartRefusedException with a sentence about the first that is wrong */
    public static void check(RawSettings settings) {
        SettingRules.botName("MICROSERVICE_BOT_NAME", settings.required("vestnik.bot-name"));
        SettingRules.roles("VESTNIK_ROLES", settings.required("vestnik.roles"));
        if ("true".equalsIgnoreCase(settings.optional("camel.main.routes-reload-enabled"))) {
            throw new StartRefusedException(
                    "camel.main.routes-reload-enabled is true, but Camel would then remove the routes"
                            + " of all files but the changed one: remove the setting; vestnik.routes.reload does it instead.");
        }
        SettingRules.sandbox("VESTNIK_SANDBOX", settings.required("vestnik.sandbox"));
        flag("FLUSH_CONSUMERS", settings.required("vestnik.flush-consumers"));
        flag("vestnik.routes.reload", settings.required("vestnik.routes.reload"));
        flag("FLUSH_AREAS", settings.required("vestnik.flush-areas"));
        flag("FLUSH_RANGEIPS", settings.required("vestnik.flush-rangeips"));
        SettingRules.oneOf("vestnik.language", settings.required("vestnik.language"), "ru", "en");
        SettingRules.baseUri("TELEGRAM_BASE_URI", settings.required("vestnik.telegram.base-uri"));
        ifGiven(settings.optional("vestnik.telegram.proxy"), value -> SettingRules.proxy("TELEGRAM_PROXY", value));
        String server = settings.required("vestnik.telegram.base-uri");
        ifGiven(
                settings.optional("vestnik.telegram.webhook.url"),
                value -> WebhookRules.url("TELEGRAM_WEBHOOK_URL", value, server));
        ifGiven(
                settings.optional("vestnik.telegram.webhook.secret"),
                value -> WebhookRules.secret("TELEGRAM_WEBHOOK_SECRET", value));
        ifGiven(settings.optional("vestnik.redis.url"), value -> SettingRules.redisUrl("REDIS_URL", value));
        ifGiven(settings.optional("server.port"), value -> SettingRules.port("SERVER_PORT", value));
        ifGiven(
                settings.optional("management.server.port"),
                value -> SettingRules.port("MANAGEMENT_SERVER_PORT", value));
        apart(settings.optional("server.port"), settings.optional("management.server.port"));
        SettingRules.adminUser("VESTNIK_ADMIN_USER", settings.required("vestnik.admin.user"));
        ifGiven(
                settings.optional("vestnik.admin.password"),
                value -> SettingRules.adminPassword("VESTNIK_ADMIN_PASSWORD", value));
        SettingRules.viewers(
                "VESTNIK_ADMIN_VIEWERS",
                settings.required("vestnik.admin.user"),
                settings.optional("vestnik.admin.viewers"));
        ifGiven(
                settings.optional("vestnik.tracing.endpoint"),
                value -> SettingRules.queriedUri("VESTNIK_TRACING_ENDPOINT", value));
        for (String rate : new String[] {"per-bot", "per-chat", "per-group"}) {
            SettingRules.rate(DELIVERY + rate, settings.required(DELIVERY + rate));
        }
        flag(DELIVERY + "merge", settings.required(DELIVERY + "merge"));
        number(settings, DELIVERY + "per-chat-burst", 1, 1000, "a number from 1 to 1000");
        directory(settings);
        number(settings, "vestnik.directory.max-removals", 0, 1, "a part from 0 to 1");
        for (String retention :
                new String[] {"events", "dead-letters", "seen", "incidents", "untouched", "scenes", "ledger"}) {
            duration(settings, RETENTION + retention);
        }
        duration(settings, "vestnik.directory.interval");
        duration(settings, "vestnik.inbox.interval");
        duration(settings, "vestnik.redis.patience");
        duration(settings, "vestnik.redis.visibility");
    }

    private static void directory(RawSettings settings) {
        String source = "vestnik.directory.source";
        String origin = settings.required(source).toLowerCase(Locale.ROOT);
        SettingRules.oneOf(source, origin, "files", "http", "route");
        String address = "vestnik.directory.http.url";
        String url = settings.optional(address);
        if (origin.equals("http") != (url != null)) {
            throw new StartRefusedException(
                    url == null
                            ? source + " is http, but " + address
                                    + " is empty: set it to the address that answers with the directory."
                            : address + " is given, but " + source + " is " + origin + ": set it to http.");
        }
        ifGiven(url, value -> SettingRules.queriedUri(address, value));
    }

    private static void ifGiven(@Nullable String value, Consumer<String> rule) {
        if (value != null) {
            rule.accept(value);
        }
    }

    private static void apart(@Nullable String port, @Nullable String management) {
        if (port != null && port.equals(management) && !port.equals("0")) {
            throw new StartRefusedException("SERVER_PORT and MANAGEMENT_SERVER_PORT are both " + port
                    + ": operators' pages need a port of their own.");
        }
    }

    private static void flag(String name, String value) {
        SettingRules.oneOf(name, value.toLowerCase(Locale.ROOT), "true", "false");
    }

    private static void number(RawSettings settings, String name, double least, double most, String right) {
        String value = settings.required(name);
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the same sentence
        }
        throw new StartRefusedException(name + " is '" + value + "', but must be " + right + ".");
    }

    private static void duration(RawSettings settings, String name) {
        String value = settings.required(name);
        try {
            Duration duration = DurationStyle.detectAndParse(value);
            if (duration.toMillis() > 0) {
                return;
            }
        } catch (IllegalArgumentException notADuration) {
            // falls through to the same sentence
        }
        throw new StartRefusedException(
                name + " is '" + value + "', but must be a time such as 90s, 24h, 7d or PT90S.");
    }
}

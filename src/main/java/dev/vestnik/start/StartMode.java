package dev.vestnik.start;

import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.SandboxMode;
import dev.vestnik.start.settings.SettingRules;
import org.jspecify.annotations.Nullable;

/**
 * What this process runs: the sandbox or Telegram, an embedded or a given Redis.
 *
 * @param sandbox the sandbox takes Telegram's place
 * @param embeddedRedis Redis is started from the jar
 * @param loopbackOnly nothing listens beyond this machine
 */
public record StartMode(boolean sandbox, boolean embeddedRedis, boolean loopbackOnly) {
    /**
     * The settings that decide.
     *
     * @param sandbox {@code VESTNIK_SANDBOX}
     * @param token whether there is a bot token
     * @param redisUrl {@code REDIS_URL}, null: not given
     * @param otherServer whether {@code TELEGRAM_BASE_URI} names a server other than Telegram's
     * @param sandboxRunning whether another process runs a sandbox on the same data folder
     */
    public record Given(
            SandboxMode sandbox,
            boolean token,
            @Nullable String redisUrl,
            boolean otherServer,
            boolean sandboxRunning) {}

    /**
     * Decides so that a real bot or a real Redis is never used by accident.
     *
     * @throws StartRefusedException with a sentence, if the settings contradict each other or are not sufficient
     */
    public static StartMode decide(Given given) {
        boolean embedded = given.redisUrl() == null || SettingRules.EMBEDDED_REDIS.equals(given.redisUrl());
        return switch (given.sandbox()) {
            case TRUE -> sandbox(given, embedded, false);
            case FALSE -> real(given, embedded);
            case AUTO ->
                given.token() || given.redisUrl() != null ? asGiven(given, embedded) : sandbox(given, true, true);
        };
    }

    private static StartMode asGiven(Given given, boolean embedded) {
        if (given.token() && given.redisUrl() != null) {
            return real(given, embedded);
        }
        if (given.token()) {
            throw new StartRefusedException("TELEGRAM_BOT_TOKEN is given, but REDIS_URL is not: set REDIS_URL to"
                    + " redis://host:6379, or to embedded for a Redis that Vestnik starts itself.");
        }
        if (embedded && given.sandboxRunning()) {
            return sandbox(given, true, true);
        }
        throw new StartRefusedException(
                "REDIS_URL is given, but TELEGRAM_BOT_TOKEN is not: set the token from BotFather,"
                        + " or VESTNIK_SANDBOX=true to try Vestnik on this Redis without Telegram.");
    }

    private static StartMode sandbox(Given given, boolean embedded, boolean loopbackOnly) {
        if (given.token()) {
            throw new StartRefusedException(
                    "VESTNIK_SANDBOX=true and TELEGRAM_BOT_TOKEN contradict each other, since the"
                            + " sandbox never talks to Telegram: remove one of the two.");
        }
        if (given.otherServer()) {
            throw new StartRefusedException("TELEGRAM_BASE_URI is given, but the sandbox would take its place: set"
                    + " TELEGRAM_BOT_TOKEN and REDIS_URL too, or remove TELEGRAM_BASE_URI.");
        }
        return new StartMode(true, embedded, loopbackOnly);
    }

    private static StartMode real(Given given, boolean embedded) {
        if (!given.token()) {
            throw new StartRefusedException(
                    "VESTNIK_SANDBOX=false needs TELEGRAM_BOT_TOKEN (or TELEGRAM_BOT_TOKEN_FILE),"
                            + " the token from BotFather.");
        }
        if (given.redisUrl() == null) {
            throw new StartRefusedException(
                    "VESTNIK_SANDBOX=false needs REDIS_URL: redis://host:6379, or embedded for a"
                            + " Redis that Vestnik starts itself.");
        }
        return new StartMode(false, embedded, false);
    }
}

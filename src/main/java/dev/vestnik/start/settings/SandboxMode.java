package dev.vestnik.start.settings;

/** Whether the sandbox takes Telegram's place. */
public enum SandboxMode {
    TRUE,
    FALSE,
    /** Only when neither a token nor a Redis is given. */
    AUTO
}

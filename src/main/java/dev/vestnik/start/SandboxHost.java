package dev.vestnik.start;

/** Which process runs the sandbox that takes Telegram's place. */
public enum SandboxHost {
    /** There is no sandbox: Vestnik talks to Telegram. */
    NONE,
    THIS_PROCESS,
    OTHER_PROCESS;

    /** Whether a sandbox takes Telegram's place. */
    public boolean sandbox() {
        return this != NONE;
    }
}

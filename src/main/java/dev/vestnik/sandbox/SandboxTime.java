package dev.vestnik.sandbox;

import java.time.Duration;

/** The clock that Vestnik asks while it runs with the sandbox. */
public interface SandboxTime {
    /** How far the clock is ahead of the real time. */
    Duration offset();

    /**
     * Moves the clock forward, for all processes of the sandbox.
     *
     * @param by above zero
     */
    void move(Duration by);
}

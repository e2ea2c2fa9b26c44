package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.Sandbox;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets long polls and open pages go before the web server stops, and lets none of them come back: its graceful stop would
 * wait for them. Camel, whose poll is one of them, stops after the web server.
 */
@InSandbox
@Component
class Release implements SmartLifecycle {
    /** Before the web server (1,024 below the default). */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private final Sandbox sandbox;
    private final ChangesController pages;
    private volatile boolean running;

    Release(Sandbox sandbox, ChangesController pages) {
        this.sandbox = sandbox;
        this.pages = pages;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        pages.release();
        sandbox.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

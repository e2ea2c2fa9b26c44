package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.Sandbox;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets long polls and open pages go before the web server stops, and lets none of them come back: its graceful stop would
 * wait for them. The route that polls has been told to stop before; those of other processes have not.
 */
@InSandbox
@Component
class Release implements SmartLifecycle {
    /** After the routes take no more (256 below the default), before the web server (1,024 below). */
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

package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.Sandbox;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends long polls and open pages before the web server stops, because its graceful shutdown would wait for them. New ones
 * are refused. This process's own polling route has stopped before, but those of other processes have not.
 */
@ConditionalOnSandbox
@Component
class SandboxShutdown implements SmartLifecycle {
    /** After the routes stop (256 below the default), before the web server (1,024 below). */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private final Sandbox sandbox;
    private final ChangesController pages;
    private volatile boolean running;

    SandboxShutdown(Sandbox sandbox, ChangesController pages) {
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

package dev.vestnik.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RequestGateTest {
    private final RequestGate gate = new RequestGate();

    @Test
    void aRequestThatComesWhileAnotherOneHoldsUpTheChangeDoesNotOvertakeIt() throws Exception {
        gate.enter();
        Background change = inBackground(() -> gate.close(Duration.ofSeconds(9)));
        awaitWaiting(change);
        Background late = inBackground(this::enter);
        awaitWaiting(late);

        // On another thread than the one that entered.
        CompletableFuture.runAsync(gate::leave).join();

        assertThat(change.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(late).isNotDone();
        gate.open();
        assertThat(late.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAnswerThatTakesTooLongHoldsUpNoChangeAndTheGateIsClosedNevertheless() throws Exception {
        gate.enter();

        assertThat(gate.close(Duration.ofMillis(50))).isFalse();

        Background late = inBackground(this::enter);
        awaitWaiting(late);
        gate.open();
        assertThat(late.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private boolean enter() throws InterruptedException {
        gate.enter();
        return true;
    }

    private interface Act {
        boolean run() throws InterruptedException;
    }

    private static final class Background extends CompletableFuture<Boolean> {
        private Thread thread;
    }

    private static Background inBackground(Act act) {
        Background result = new Background();
        result.thread = new Thread(() -> {
            try {
                result.complete(act.run());
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        result.thread.setDaemon(true);
        result.thread.start();
        return result;
    }

    private static void awaitWaiting(Background background) {
        Thread thread = background.thread;
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}

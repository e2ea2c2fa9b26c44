package dev.vestnik.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A figure is read in the background; nobody waits for it. */
class BackgroundReadingTest {
    private static final Duration OFTEN = Duration.ofMillis(10);

    @Test
    void theLastValueIsKnownAtOnceAndOneThatIsTooOldIsNot() throws Exception {
        CountDownLatch hung = new CountDownLatch(1);
        AtomicInteger readings = new AtomicInteger();
        try (BackgroundReading<Integer> reading =
                new BackgroundReading<>("test", OFTEN, Duration.ofMillis(200), -1, () -> {
                    if (readings.incrementAndGet() > 3) {
                        await(hung);
                    }
                    return readings.get();
                })) {
            Awaitility.await("is read").until(() -> reading.value() > 0);
            Awaitility.await("the source hangs, and the value gets too old").until(() -> reading.value() == -1);

            hung.countDown();

            Awaitility.await("the source answers again").until(() -> reading.value() > 3);
        }
    }

    @Test
    void aSourceThatFailsIsReadAgain() {
        AtomicInteger readings = new AtomicInteger();
        try (BackgroundReading<Integer> reading =
                new BackgroundReading<>("test", OFTEN, Duration.ofSeconds(5), -1, () -> {
                    if (readings.incrementAndGet() < 3) {
                        throw new IllegalStateException("away");
                    }
                    return 1;
                })) {
            Awaitility.await("is read").until(() -> reading.value() == 1);
            assertThat(readings.get()).isGreaterThanOrEqualTo(3);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

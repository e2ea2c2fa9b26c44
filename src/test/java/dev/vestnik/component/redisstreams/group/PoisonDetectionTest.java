package dev.vestnik.component.redisstreams.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.client.StreamEntry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoisonDetectionTest {
    private static PoisonDetection detection(int maxDeliveries) {
        return new PoisonDetection(Duration.ofSeconds(30), maxDeliveries);
    }

    private static StreamEntry entry(int deliveries, int failures) {
        return new StreamEntry("1-0", Map.of(), deliveries, failures);
    }

    @Test
    void anEntryIsASuspectFromItsSecondDeliveryOn() {
        assertThat(detection(5).isSuspect(1)).isFalse();
        assertThat(detection(5).isSuspect(2)).isTrue();
    }

    @Test
    void anEntryIsPoisonOnceItsConsumersDiedAsOftenAsItMayBeDelivered() {
        assertThat(detection(5).isPoison(entry(5, 0))).isFalse();
        assertThat(detection(5).isPoison(entry(6, 0))).isTrue();
    }

    @Test
    void countedFailuresAreNoDeaths() {
        assertThat(detection(5).isPoison(entry(8, 3))).isFalse();
        assertThat(detection(5).isPoison(entry(9, 3))).isTrue();
    }

    @Test
    void aNeighbourOfAKillerHasOneDeliveryAloneWhateverTheLimitIs() {
        assertThat(detection(1).isPoison(entry(3, 0))).isFalse();
        assertThat(detection(1).isPoison(entry(4, 0))).isTrue();
    }
}

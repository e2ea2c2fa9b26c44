package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.Examples;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingTexts;
import dev.vestnik.store.Keys;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSoundTest {
    private final NotificationSound sound = new NotificationSound(new Keys("vestnik"));

    @Test
    void aChatThatHasHadNoneGetsIt() {
        assertThat(silent(null, "1764092501123-0")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1764092501123-2", "1764092501123-9", "1764092501122-11", "999-0"})
    void whatWaitedWhenItWasMadeIsSilent(String id) {
        assertThat(silent("1764092501123-9", id)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1764092501123-10", "1764092501124-0", "10000000000000-0"})
    void whatCameLaterMakesItsOwn(String id) {
        assertThat(silent("1764092501123-9", "1764092501123-1", id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "yes", "1764092501123-", "1764092501123-x"})
    void whereRedisHoldsNoIdTheSoundIsMade(String until) {
        assertThat(silent(until, "1764092501123-0")).isFalse();
    }

    private boolean silent(@Nullable String until, String... ids) {
        PendingBatch backlog = new PendingBatch(1001, Examples.ENGLISH, List.of(), List.of(), List.of(), until, PendingTexts.NONE);
        return sound.withoutRepeatedSound(
                        backlog, new ComposedMessage.Text("<b>Link down</b>", "Link down", false, List.of(ids)))
                .silent();
    }
}

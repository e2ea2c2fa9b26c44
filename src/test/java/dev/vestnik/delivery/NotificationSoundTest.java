package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.ChatState.Sound;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationSoundTest {
    private static final ChatState SOUNDED = new ChatState(Sound.OTHER, null, null, null, Map.of());

    private final NotificationSound sound =
            new NotificationSound(new Keys("vestnik"), Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC));

    @Test
    void aChatThatHeardNoneLatelyHearsItAndThenNoneForTenSeconds() {
        ComposedMessage message = sound.limited(ChatState.NONE, text(false), false);

        assertThat(message.silent()).isFalse();
        assertThat(sound.writes(1001, message, false))
                .containsExactly(RedisWrite.of("SET", "vestnik:sounded:1001", "5000 OTHER", "PX", "10000"));
    }

    @Test
    void aSecondMessageWithinTenSecondsIsSilentAndDoesNotProlongThem() {
        ComposedMessage message = sound.limited(SOUNDED, text(false), false);

        assertThat(message.silent()).isTrue();
        assertThat(sound.writes(1001, message, false)).isEmpty();
    }

    @Test
    void anEditAndASilentMessageMakeNone() {
        assertThat(sound.writes(1001, text(true), true)).isEmpty();
        assertThat(sound.writes(1001, new ComposedMessage.Text("x", false, List.of("1-0"), null, 17L), true))
                .isEmpty();
    }

    private static ComposedMessage text(boolean silent) {
        return new ComposedMessage.Text("<b>Link down</b>", silent, List.of("1-0"));
    }
}

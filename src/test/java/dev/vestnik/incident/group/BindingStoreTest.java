package dev.vestnik.incident.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.Race;
import dev.vestnik.testing.Race.Both;
import dev.vestnik.testing.RedisExtension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BindingStoreTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Binding BINDING = new Binding(-100500, 7L, List.of(), List.of(), false, "ru", "Смена", null);
    private static final String WHY = "Forbidden: bot was kicked";

    private final BindingStore one = new BindingStore(REDIS.commands(), REDIS.keys());
    private final BindingStore other = new BindingStore(REDIS.moreCommands(), REDIS.keys());

    @Test
    void aPlaceIsClosedOnce() {
        one.bind(BINDING);
        assertThat(one.close(BINDING.place(), WHY)).map(Binding::closed).contains(WHY);
        assertThat(one.close(BINDING.place(), WHY)).isEmpty();
        assertThat(one.of(BINDING.place())).map(Binding::closed).contains(WHY);
    }

    @Test
    void aPlaceThatIsUnboundWhileItIsClosedStaysUnbound() throws Exception {
        try (Race race = new Race()) {
            Race.rounds("close and unbind", 300, i -> {
                one.bind(BINDING);
                race.atOnce(() -> one.close(BINDING.place(), WHY), () -> other.unbind(BINDING.place()));
                assertThat(one.of(BINDING.place())).isEmpty();
            });
        }
    }

    @Test
    void ofTwoWhoCloseAtOnceOneDoes() throws Exception {
        try (Race race = new Race()) {
            Race.rounds("two close a place", 100, i -> {
                one.bind(BINDING);
                Both<Optional<Binding>, Optional<Binding>> both =
                        race.atOnce(() -> one.close(BINDING.place(), WHY), () -> other.close(BINDING.place(), WHY));
                assertThat(both.first().isPresent()).isNotEqualTo(both.second().isPresent());
            });
        }
    }

    @Test
    void aBindingFollowsTheGroupIntoItsSupergroup() {
        one.bind(BINDING);
        one.move(-100500, -100999);
        assertThat(one.of(BINDING.place())).map(Binding::chat).contains(-100999L);
        assertThat(one.close(BINDING.place(), WHY)).map(Binding::chat).contains(-100999L);
    }
}

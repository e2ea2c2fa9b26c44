package dev.vestnik.start.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.event.Status;
import dev.vestnik.start.failure.StartRefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusRulesTest {
    @Test
    void namesThatAButtonCanCarryAreRight() {
        List<Status> statuses = named("critical", "down-2.warm_up", "авария", "a".repeat(40));
        assertThat(StatusRules.checked(statuses)).isEqualTo(statuses);
    }

    @Test
    void aNameThatAButtonCannotCarryIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> StatusRules.checked(named("critical", "down:now")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("vestnik.statuses[1].name is 'down:now', but must have letters, digits, '.', '_' and '-'"
                        + " only, and at most 40 bytes.");
        assertThatThrownBy(() -> StatusRules.checked(named("я".repeat(21))))
                .hasMessageStartingWith("vestnik.statuses[0].name is 'яяя");
        assertThatThrownBy(() -> StatusRules.checked(named(" "))).hasMessageStartingWith("vestnik.statuses[0].name");
    }

    @Test
    void twoOfOneNameAreRefused() {
        assertThatThrownBy(() -> StatusRules.checked(named("a", "b", "a")))
                .hasMessage("vestnik.statuses[2].name is 'a', as that of an entry before it: give each status its own"
                        + " name.");
    }

    @Test
    void thereAreAsManyStatusesAsAMessageHasButtons() {
        String[] names = IntStream.range(0, 101).mapToObj(i -> "s" + i).toArray(String[]::new);
        assertThat(StatusRules.checked(named(Arrays.copyOf(names, 100)))).hasSize(100);
        assertThatThrownBy(() -> StatusRules.checked(named(names)))
                .hasMessage("vestnik.statuses has 101 entries, but must have 1 to 100.");
        assertThatThrownBy(() -> StatusRules.checked(List.of()))
                .hasMessage("vestnik.statuses has 0 entries, but must have 1 to 100.");
    }

    private static List<Status> named(String... names) {
        return Arrays.stream(names)
                .map(name -> new Status(name, 1, "🔴", Map.of(), true, false, false))
                .toList();
    }
}

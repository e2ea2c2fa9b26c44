package dev.vestnik.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many small writes go with few commands, none of which is longer than a settlement takes. */
class CombinedWriteTest {
    /** The most arguments that {@code Settlement.enlist} accepts. */
    private static final int MOST_WORDS = 7_000;

    @Test
    void whatWasAddedStandsInOneCommandInItsOrder() {
        CombinedWrite write = new CombinedWrite("ZADD", "open");
        write.add("1", "a");
        write.add("2", "b");

        assertThat(write.writes()).containsExactly(RedisWrite.of("ZADD", "open", "1", "a", "2", "b"));
    }

    @Test
    void whereNothingWasAddedNothingIsWritten() {
        assertThat(new CombinedWrite("MSET").writes()).isEmpty();
    }

    @Test
    void whatIsTooLongForOneCommandIsSeveralAndNoAdditionIsTorn() {
        CombinedWrite write = new CombinedWrite("HSET", "hash");
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            write.add("field" + i, "value" + i);
            added.addAll(List.of("field" + i, "value" + i));
        }

        List<String> written = new ArrayList<>();
        for (RedisWrite one : write.writes()) {
            assertThat(one.command()).startsWith("HSET", "hash").hasSizeLessThanOrEqualTo(MOST_WORDS);
            assertThat(one.command().size() % 2).isZero();
            written.addAll(one.command().subList(2, one.command().size()));
        }
        assertThat(written).isEqualTo(added);
    }
}

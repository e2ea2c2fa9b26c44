package dev.vestnik.incident.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.testing.RedisExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StormStoreTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void aStormOfThousandsOfIncidentsIsWrittenByCommandsThatASettlementTakes() {
        StormStore storms = new StormStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(1));
        List<FoldedIncident> folded = LongStream.rangeClosed(1, 4_000)
                .mapToObj(i -> new FoldedIncident("k/" + i, i, 1, "North", "10.1.0.0/16", "Link down", "zabbix"))
                .toList();

        List<RedisWrite> writes = storms.shown(5, new StormCard("s", 17, 0, "x"), folded, true);
        writes.forEach(REDIS::write);

        assertThat(writes)
                .allSatisfy(write -> assertThat(write.command()).hasSizeLessThanOrEqualTo(Settlement.MOST_WORDS));
        Storm storm = storms.read(5).orElseThrow();
        assertThat(storm.card().message()).isEqualTo(17);
        assertThat(storm.folded()).isEqualTo(folded);
    }
}

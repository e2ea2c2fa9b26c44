package dev.vestnik.component.redisstreams.keyed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when a consumer gets a key once more that it is still working on. */
class KeyLeaseTest {
    private final KeyLease lease = lease("old", "", "1-1", "1-2");

    @Test
    void workGoesOnUnderANewerLease() {
        assertThat(lease.followedBy(lease("new", "old", "1-1", "1-2"))).isTrue();

        assertThat(lease.settle()).isEqualTo("new");
        assertThat(lease.end()).isNull();
    }

    @Test
    void aSettlementThatCameTooLateIsRepeatedUnderTheNewerLease() {
        lease.settle();
        lease.followedBy(lease("new", "old", "1-1", "1-2", "1-3"));

        assertThat(lease.token()).isEqualTo("new");
        assertThat(lease.continuesUnderNewerLease()).isTrue();
        assertThat(lease.settle()).isEqualTo("new");
        assertThat(lease.end()).isNull();
    }

    @Test
    void whatComesAfterAWrittenSettlementIsTheNextWork() {
        lease.settle();
        KeyLease newer = lease("new", "", "1-2");
        lease.followedBy(newer);

        assertThat(lease.continuesUnderNewerLease())
                .as("its answer was lost, but it was written")
                .isFalse();
        assertThat(lease.end()).isSameAs(newer);
    }

    @Test
    void aLeaseAfterTheEndIsNewWork() {
        lease.settle();

        assertThat(lease.end()).isNull();
        assertThat(lease.followedBy(lease("new", "", "1-3"))).isFalse();
    }

    @Test
    void refusedWithoutANewerLeaseItHasAnotherOwner() {
        lease.settle();

        assertThat(lease.continuesUnderNewerLease()).isFalse();
    }

    @Test
    void workThatSomebodyElseOvertookIsNotSettledUnderTheNewerLease() {
        KeyLease newer = lease("new", "somebody else's", "1-1", "1-2");
        assertThat(lease.followedBy(newer)).isTrue();

        assertThat(lease.token()).as("is renewed").isEqualTo("new");
        assertThat(lease.settle()).as("is refused").isEqualTo("old");
        assertThat(lease.continuesUnderNewerLease()).isFalse();
        assertThat(lease.end()).isSameAs(newer);
    }

    private static KeyLease lease(String token, String ownerBefore, String... ids) {
        List<Object> entries = List.of(ids).stream()
                .map(id -> (Object) List.of(bytes(id), List.of(bytes("n"), bytes("1"))))
                .toList();
        return KeyLease.of(List.of(bytes("key"), bytes(token), 0L, 0L, 0L, 0L, entries, bytes(ownerBefore), List.of()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

package dev.vestnik.component.redisstreams.settle;

import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. How a settlement ended.
 *
 * @param repeated FENCED: an earlier attempt got no answer, so this very settlement may have been written
 * @param cause REFUSED: the error of Redis
 */
public record SettlementResult(
        Kind kind, boolean repeated, @Nullable Throwable cause) {
    /** The kinds of results. */
    public enum Kind {
        /** Redis wrote the settlement. */
        WRITTEN,
        /** Redis wrote nothing, because the entries have another owner, or are settled already. */
        FENCED,
        /** Redis refused one of the writes. */
        REFUSED,
        /** The consumer closed first; the entries will be delivered again. */
        ABANDONED
    }

    static final SettlementResult WRITTEN = new SettlementResult(Kind.WRITTEN, false, null);
    static final SettlementResult ABANDONED = new SettlementResult(Kind.ABANDONED, false, null);

    static SettlementResult fenced(boolean repeated) {
        return new SettlementResult(Kind.FENCED, repeated, null);
    }

    static SettlementResult refused(Throwable cause) {
        return new SettlementResult(Kind.REFUSED, false, cause);
    }
}

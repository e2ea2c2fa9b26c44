package dev.vestnik.notice;

import dev.vestnik.outbox.OutboxText;
import dev.vestnik.store.RedisWrite;
import java.util.List;

/**
 * What a settlement writes to send a notice.
 *
 * @param texts the entries of the outbox, each for the key {@code chat} of its text; none: the notice is not sent
 * @param writes the mark that the notice was sent
 */
public record NoticeEntries(List<OutboxText> texts, List<RedisWrite> writes) {
    static final NoticeEntries NONE = new NoticeEntries(List.of(), List.of());

    public NoticeEntries {
        texts = List.copyOf(texts);
        writes = List.copyOf(writes);
    }
}

package dev.vestnik.outbox;

import java.util.List;

/** Adds texts to the outbox. */
@FunctionalInterface
public interface TextQueue {
    /**
     * Returns when all texts are stored.
     *
     * @throws RuntimeException if one of them could not be stored; those before it are
     */
    void add(List<OutboxText> texts);
}

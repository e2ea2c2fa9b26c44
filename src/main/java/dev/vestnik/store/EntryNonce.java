package dev.vestnik.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells the entries that Vestnik writes to the outbox from those of others, which the ledger has not counted: each of Vestnik's
 * has a field with a random value of its own.
 */
public final class EntryNonce {
    private static final String FIELD = "nonce";

    private final Set<String> seen = new HashSet<>();

    /** These fields of an entry with a nonce. */
    public static Map<String, String> with(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(FIELD, Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX));
        return all;
    }

    /** Whether the entry has a nonce that no entry had that was asked about before: the second is a copy. */
    public boolean isNew(Map<String, String> fields) {
        String nonce = fields.get(FIELD);
        return nonce != null && !nonce.isEmpty() && seen.add(nonce);
    }
}

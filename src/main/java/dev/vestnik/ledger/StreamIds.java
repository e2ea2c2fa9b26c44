package dev.vestnik.ledger;

/** The ids of the entries of streams: {@code <milliseconds>-<number>}. */
final class StreamIds {
    private StreamIds() {}

    /** The time in the id, epoch milliseconds; 0: it is no such id. */
    static long millis(String id) {
        int dash = id.indexOf('-');
        int end = dash < 0 ? id.length() : dash;
        long millis = 0;
        for (int i = 0; i < end; i++) {
            char c = id.charAt(i);
            if (c < '0' || c > '9' || end > 18) {
                return 0;
            }
            millis = millis * 10 + c - '0';
        }
        return millis;
    }
}

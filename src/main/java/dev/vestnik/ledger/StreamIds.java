package dev.vestnik.ledger;

/** The ids of the entries of streams: {@code <milliseconds>-<number>}. */
final class StreamIds {
    private StreamIds() {}

    /** The time in the id, epoch milliseconds; 0: it is no such id. */
    static long millis(String id) {
        int dash = id.indexOf('-');
        String time = dash < 0 ? id : id.substring(0, dash);
        boolean digits = !time.isEmpty() && time.length() <= 18 && time.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(time) : 0;
    }
}

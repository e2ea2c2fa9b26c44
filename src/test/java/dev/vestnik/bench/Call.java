package dev.vestnik.bench;

import java.util.List;

/**
 * One message that Telegram was sent, or one edit.
 *
 * @param at microseconds since the epoch
 * @param code of the answer
 * @param kind what was called
 * @param texts which of the events it brings, in its order
 */
record Call(long at, long chat, int code, Kind kind, List<String> texts) {
    enum Kind {
        MESSAGE,
        /** Of a message; it shows again what the message showed before. */
        EDIT,
        /** Lists again what messages have counted. */
        FILE
    }

    static Call of(String line) {
        String[] words = line.split(" ", 5);
        return new Call(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Kind.valueOf(words[3]),
                words[4].isEmpty() ? List.of() : List.of(words[4].split(",")));
    }
}

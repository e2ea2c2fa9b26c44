package dev.vestnik.bench;

import java.util.List;

/**
 * One message that Telegram was sent.
 *
 * @param at microseconds since the epoch
 * @param code of the answer
 * @param texts which of the events it brings, in its order
 */
record Call(long at, long chat, int code, List<String> texts) {
    static Call of(String line) {
        String[] words = line.split(" ", 4);
        return new Call(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                words[3].isEmpty() ? List.of() : List.of(words[3].split(",")));
    }
}

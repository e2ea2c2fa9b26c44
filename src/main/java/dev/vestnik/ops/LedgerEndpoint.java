package dev.vestnik.ops;

import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.ledger.EventHistory;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ledger.PersonHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The ledger over HTTP, for administrators: {@code GET ?event=…} by the sender's id or the id in the stream, {@code GET
 * ?person=…} by name or chat, without a parameter the balance. A phone number is sent by {@code POST}, because URLs are
 * logged on their way.
 */
@Endpoint(id = "ledger")
public final class LedgerEndpoint {
    private final LedgerReader ledger;
    private final LedgerBalanceCache book;

    public LedgerEndpoint(LedgerReader ledger, LedgerBalanceCache book) {
        this.ledger = ledger;
        this.book = book;
    }

    /** @return null, which is answered as 404: the ledger knows nothing of it */
    @ReadOperation
    public @Nullable Object read(
            // Only Spring's own annotation makes the parameter optional.
            @org.springframework.lang.Nullable String event, @org.springframework.lang.Nullable String person) {
        if (event != null) {
            return orNull(
                    ledger.event(event).stream().map(LedgerEndpoint::shown).toList());
        }
        if (person != null) {
            return isPhone(person)
                    ? Map.of("error", "A phone is asked by POST, so that it stands in no URL: {\"phone\": \"+7…\"}")
                    : orNull(ledger.person(person));
        }
        return book.sum()
                .<Object>map(sum -> Map.of("closes", sum.closes(), "missing", sum.missing(), "lines", sum.lines()))
                .orElse(Map.of("error", "Redis does not answer"));
    }

    /**
     * Changes nothing.
     *
     * @param phone in any form that the directory's files may use
     * @return null, which is answered as 404: nobody with this phone is logged in
     */
    @WriteOperation
    public @Nullable List<PersonHistory> byPhone(String phone) {
        return PhoneNumber.normalise(phone)
                .map(ledger::person)
                .map(LedgerEndpoint::orNull)
                .orElse(null);
    }

    /** An event, with the people who have not received it yet first. */
    private static Map<String, Object> shown(EventHistory event) {
        return Map.of("event", event, "notYet", event.pending());
    }

    /** Whether this is a phone, not a name or a chat. */
    public static boolean isPhone(String who) {
        return who.strip().startsWith("+");
    }

    private static <T> @Nullable List<T> orNull(List<T> found) {
        return found.isEmpty() ? null : found;
    }
}

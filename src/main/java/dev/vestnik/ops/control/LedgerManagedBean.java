package dev.vestnik.ops.control;

import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ops.LedgerBalanceCache;
import dev.vestnik.ops.LedgerEndpoint;
import dev.vestnik.store.RedisJson;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The ledger over JMX. Answers contain no phone number. */
@ManagedResource(
        objectName = "dev.vestnik:type=Ledger",
        description = "What became of each event for each person, and whether all of it is accounted for")
public final class LedgerManagedBean {
    private final LedgerReader ledger;
    private final LedgerBalanceCache book;

    public LedgerManagedBean(LedgerReader ledger, LedgerBalanceCache book) {
        this.ledger = ledger;
        this.book = book;
    }

    @ManagedAttribute(description = "Whether every line is accounted for; false while Redis does not answer, too")
    public boolean isCloses() {
        return book.sum().map(LedgerBalance::closes).orElse(false);
    }

    @ManagedAttribute(description = "Lines that nobody can account for; -1: Redis does not answer")
    public long getMissing() {
        return book.sum().map(LedgerBalance::missing).orElse(-1L);
    }

    @ManagedAttribute(description = "Lines by what they say, since the first event; empty: Redis does not answer")
    public Map<String, Long> getLines() {
        return book.sum().map(LedgerBalance::lines).orElse(Map.of());
    }

    @ManagedOperation(description = "What became of an event, as JSON")
    @ManagedOperationParameter(
            name = "id",
            description = "the id that its sender gave it, or its id in the stream of events")
    public String event(String id) {
        return RedisJson.write(ledger.event(id.strip()));
    }

    @ManagedOperation(description = "What became of a person's latest events, as JSON")
    @ManagedOperationParameter(
            name = "who",
            description = "a name of the directory, the id of a chat, or a phone beginning with +")
    public String person(String who) {
        String asked = who.strip();
        return RedisJson.write(ledger.person(
                LedgerEndpoint.isPhone(asked) ? PhoneNumber.normalise(asked).orElse(asked) : asked));
    }
}

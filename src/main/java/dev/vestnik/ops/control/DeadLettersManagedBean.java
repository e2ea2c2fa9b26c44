package dev.vestnik.ops.control;

import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.component.redisstreams.DeadLetters;
import dev.vestnik.component.redisstreams.Replay;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.store.RedisJson;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The dead letters of all streams: what was given up, why, and what becomes of it. */
@ManagedResource(
        objectName = "dev.vestnik:type=DeadLetters",
        description =
                "What was given up: events for a person (outbox) or before their dispatch (events), what people wrote and pressed (updates), acts for other systems (acted)")
public final class DeadLettersManagedBean {
    private static final List<String> STREAMS = List.of("outbox", "events", DeadLetterText.UPDATES, "acted");
    private static final String STREAM = "outbox, events, updates or acted";
    private static final String ID = "the id of a dead letter, as in the list";
    private static final int PAGE = 50;

    private final Function<String, DeadLetters> letters;
    private final DeadLetterText text;
    private final OperatorAudit audit;
    private @Nullable Replay replay;
    private @Nullable Discard discard;

    /** @param letters by the name of the stream */
    public DeadLettersManagedBean(Function<String, DeadLetters> letters, DeadLetterText text, OperatorAudit audit) {
        this.letters = letters;
        this.text = text;
        this.audit = audit;
    }

    @ManagedAttribute(description = "The dead letters of the outbox: events that one person did not receive")
    public long getOutbox() {
        return letters.apply("outbox").count();
    }

    @ManagedAttribute(description = "The dead letters of the stream of events: they were not dispatched")
    public long getEvents() {
        return letters.apply("events").count();
    }

    @ManagedAttribute(
            description = "The dead letters of Telegram's updates: what people wrote and pressed was not handled")
    public long getUpdates() {
        return letters.apply(DeadLetterText.UPDATES).count();
    }

    @ManagedAttribute(description = "The dead letters of what people did: no route of yours took them")
    public long getActed() {
        return letters.apply("acted").count();
    }

    @ManagedAttribute(
            description = "How far the replay of all dead letters is that was begun here last; empty: there was none")
    public synchronized String getReplay() {
        return replay == null ? "" : replay.toString();
    }

    @ManagedAttribute(
            description =
                    "How far the discarding of all dead letters is that was begun here last; empty: there was none")
    public synchronized String getDiscard() {
        return discard == null ? "" : discard.toString();
    }

    @ManagedOperation(
            description =
                    "Dead letters, the oldest first, with title and person, as JSON; an update has its kind in the place of a title, never a text")
    @ManagedOperationParameter(name = "stream", description = STREAM)
    @ManagedOperationParameter(name = "after", description = "the last id of the page before; empty: the first page")
    @ManagedOperationParameter(name = "most", description = "how many, at most 1000; 0: 50")
    public String list(String stream, String after, int most) {
        return RedisJson.write(letters(stream).list(after.strip(), most == 0 ? PAGE : most).stream()
                .map(letter -> text.row(name(stream), letter))
                .toList());
    }

    @ManagedOperation(description = "One dead letter with its fields, as JSON")
    @ManagedOperationParameter(name = "stream", description = STREAM)
    @ManagedOperationParameter(name = "id", description = ID)
    public String show(String stream, String id) {
        return RedisJson.write(text.whole(name(stream), find(stream, id)));
    }

    @ManagedOperation(description = "Puts one dead letter back: it is handled as a new entry")
    @ManagedOperationParameter(name = "stream", description = STREAM)
    @ManagedOperationParameter(name = "id", description = ID)
    public String replay(String stream, String id) {
        DeadLetter letter = find(stream, id);
        audit.record("dead-letters replay", stream + " " + letter.id());
        if (letters(stream).replay(List.of(letter.id())) == 0) {
            throw new IllegalStateException("Dead letter " + letter.id()
                    + " stays: an entry that Vestnik has not written itself cannot be put back");
        }
        return "1 replayed";
    }

    @ManagedOperation(
            description = "Begins to put all dead letters of a stream back; the attribute Replay shows how far it is")
    @ManagedOperationParameter(name = "stream", description = STREAM)
    public synchronized String replayAll(String stream) {
        DeadLetters all = letters(stream);
        if (replay == null || !replay.running()) {
            audit.record("dead-letters replay-all", stream);
            replay = all.replayAll();
        }
        return replay.toString();
    }

    @ManagedOperation(description = "Removes one dead letter for good")
    @ManagedOperationParameter(name = "stream", description = STREAM)
    @ManagedOperationParameter(name = "id", description = ID)
    public String discard(String stream, String id) {
        DeadLetter letter = find(stream, id);
        audit.record("dead-letters discard", stream + " " + letter.id());
        return letters(stream).discard(List.of(letter.id())) + " discarded";
    }

    @ManagedOperation(
            description =
                    "Begins to remove all dead letters of a stream for good; the attribute Discard shows how far it is")
    @ManagedOperationParameter(name = "stream", description = STREAM)
    public synchronized String discardAll(String stream) {
        DeadLetters all = letters(stream);
        if (discard == null || !discard.running()) {
            audit.record("dead-letters discard-all", stream);
            discard = Discard.begin(all);
        }
        return discard.toString();
    }

    @ManagedOperation(
            description = "Stops the replay and the discarding that were begun here; what is not handled yet stays")
    public synchronized String halt() {
        audit.record("dead-letters halt", "replay and discard");
        if (replay != null) {
            replay.stop();
        }
        if (discard != null) {
            discard.stop();
        }
        return (getReplay() + " " + getDiscard()).strip();
    }

    private DeadLetter find(String stream, String id) {
        return letters(stream)
                .find(id.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The stream " + stream.strip() + " has no dead letter " + id.strip()));
    }

    private DeadLetters letters(String stream) {
        String name = name(stream);
        if (!STREAMS.contains(name)) {
            throw new IllegalArgumentException("There is no stream '" + name + "': dead letters are in " + STREAM);
        }
        return letters.apply(name);
    }

    private static String name(String stream) {
        return stream.strip().toLowerCase(Locale.ROOT);
    }
}

package dev.vestnik.bot.duty;

import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.incident.Incident;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Duty;
import java.util.ArrayList;
import java.util.List;

/** Asks a person who goes off duty with incidents of their own: hand them over first, or leave them free. */
public final class LeavingQuestion {
    /** Offers the duty to the others, and waits. */
    public static final String OFFER = "offer";

    /** Goes off duty; the incidents are free again. */
    public static final String FREE = "free";

    /** Stays on duty. */
    public static final String STAY = "stay";

    private final Successors successors;
    private final OwnedIncidents owned;
    private final ShiftReport report;

    public LeavingQuestion(Successors successors, OwnedIncidents owned, ShiftReport report) {
        this.successors = successors;
        this.owned = owned;
        this.report = report;
    }

    /** Whether it has to be asked. */
    public boolean isNeeded(Member leaving) {
        return !owned.of(leaving.user().chat()).isEmpty();
    }

    /** Whether somebody on duty could accept some of the incidents. */
    public boolean canBeHandedOver(Member leaving) {
        return !successors.toHandOver(leaving).isEmpty();
    }

    public Html text(Member leaving, Phrases phrases) {
        MessageLines text = new MessageLines().add(phrases.html("leaving.question"));
        List<Incident> all = owned.of(leaving.user().chat());
        report.addTo(text, all, phrases);
        return text.blank()
                .add(
                        canBeHandedOver(leaving)
                                ? phrases.html("leaving.successors", successors.names(leaving, phrases))
                                : phrases.html("leaving.no-successor"))
                .together();
    }

    public InlineKeyboard buttons(Member leaving, Duty duty, Phrases phrases) {
        List<List<Button>> rows = new ArrayList<>();
        if (canBeHandedOver(leaving)) {
            rows.add(List.of(new Button(phrases.plain("leaving.offer"), ShiftEnds.data(OFFER, duty))));
        }
        rows.add(List.of(new Button(phrases.plain("leaving.free"), ShiftEnds.data(FREE, duty))));
        rows.add(List.of(new Button(phrases.plain("leaving.stay"), ShiftEnds.data(STAY, duty))));
        return new InlineKeyboard(rows);
    }

    /** What the person reads who waits for somebody to accept. */
    public Html waiting(Member leaving, Phrases phrases) {
        MessageLines text = new MessageLines().add(phrases.html("leaving.waiting", successors.names(leaving, phrases)));
        report.addTo(text, successors.toHandOver(leaving), phrases);
        return text.together();
    }

    /** The buttons of who waits. */
    public static InlineKeyboard waitingButtons(Duty duty, Phrases phrases) {
        return new InlineKeyboard(List.of(
                List.of(new Button(phrases.plain("leaving.free"), ShiftEnds.data(FREE, duty))),
                List.of(new Button(phrases.plain("leaving.stay"), ShiftEnds.data(STAY, duty)))));
    }
}

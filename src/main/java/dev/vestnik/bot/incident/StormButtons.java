package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.incident.card.FoldedIncident;
import dev.vestnik.incident.card.FoldedState;
import dev.vestnik.incident.card.Storm;
import dev.vestnik.incident.card.Storms;
import dev.vestnik.text.Html;
import java.util.ArrayList;
import java.util.List;

/** The button of the card of a storm that makes the person the owner of all of its incidents that are free. */
public final class StormButtons {
    /** Of more incidents the press is answered first. */
    private static final int AT_ONCE = 100;

    private final Storms storms;
    private final CardPresses presses;
    private final IncidentOwners owners;

    public StormButtons(Storms storms, CardPresses presses, IncidentOwners owners) {
        this.storms = storms;
        this.presses = presses;
        this.owners = owners;
    }

    /** What a press has found, in numbers of incidents. */
    private static final class Result {
        private int taken;
        private int mine;
        private int others;
        private int over;
        private int forbidden;

        void add(Outcome outcome) {
            switch (outcome) {
                case DONE -> taken++;
                case OTHER_OWNER -> others++;
                case CLOSED, REOPENED, GONE -> over++;
                case LOGGED_OUT -> forbidden++;
            }
        }
    }

    /**
     * Data {@code takeall:<storm>}. Each incident is one compare-and-set, so that nobody loses what they have taken meanwhile;
     * the same press again finds all of them taken. The cards follow with the next look for outdated ones. If there are many, the
     * press is answered before, and a message says afterwards what was taken.
     */
    public List<Reply> takeAll(ConversationContext context) {
        Storm storm = storms.read(context.chat()).orElse(null);
        if (storm == null) {
            return CardPresses.refuse(context, new Explanation(context.phrases(), "storm.gone", List.of()));
        }
        if (!storm.card().id().equals(context.callbackArgument())) {
            return CardPresses.refuse(context, new Explanation(context.phrases(), "storm.replaced", List.of()));
        }
        int incidents = storm.folded().size();
        if (incidents <= AT_ONCE) {
            return List.of(context.answerCallback(take(context, storm)));
        }
        String taking = context.phrases().plain("storm.taking", Integer.toString(incidents));
        return List.of(
                context.answerCallback(taking),
                new Reply.Later(
                        context.chat(),
                        () -> List.of(new Reply.Send(
                                context.chat(), Html.of(take(context, storm)).code(), null))));
    }

    private String take(ConversationContext context, Storm storm) {
        Result result = new Result();
        Owner owner = presses.owner(context);
        for (FoldedState state : storms.states(storm.folded())) {
            take(context, state, owner, result);
        }
        return answer(context, result);
    }

    private void take(ConversationContext context, FoldedState state, Owner owner, Result result) {
        FoldedIncident folded = state.folded();
        if (state.incident() == null || !state.open()) {
            result.over++;
        } else if (presses.forbidden(context, state.incident()).isPresent()) {
            result.forbidden++;
        } else if (state.owner() != null && state.owner().chat() == owner.chat()) {
            result.mine++;
        } else {
            result.add(owners.take(folded.number(), folded.generation(), owner).outcome());
        }
    }

    private static String answer(ConversationContext context, Result result) {
        List<String> parts = new ArrayList<>();
        parts.add(part(context, "storm.taken", result.taken));
        addUnlessNone(parts, context, "storm.mine", result.mine);
        addUnlessNone(parts, context, "storm.others-own", result.others);
        addUnlessNone(parts, context, "storm.resolved", result.over);
        addUnlessNone(parts, context, "storm.not-yours", result.forbidden);
        return String.join(". ", parts);
    }

    private static void addUnlessNone(List<String> parts, ConversationContext context, String key, int count) {
        if (count > 0) {
            parts.add(part(context, key, count));
        }
    }

    private static String part(ConversationContext context, String key, int count) {
        return context.phrases().plain(key, Integer.toString(count));
    }
}

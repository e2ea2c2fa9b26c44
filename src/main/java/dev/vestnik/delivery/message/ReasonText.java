package dev.vestnik.delivery.message;

import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PassedOver.Somebody;
import dev.vestnik.text.Phrases;
import java.util.stream.Collectors;

/** Says in a sentence why somebody gets an event, and who should have got it instead. */
public final class ReasonText {
    private ReasonText() {}

    /** @param passedOver the people who could not get it */
    public static String of(Why why, PassedOver passedOver, Phrases phrases) {
        return switch (why) {
            case NAMED -> phrases.plain("why.named");
            case DUTY -> phrases.plain("why.duty");
            case WOKEN ->
                passedOver.isEmpty()
                        ? phrases.plain("why.woken")
                        : phrases.plain("why.woken.instead", onDuty(passedOver, phrases));
            case ADMIN ->
                passedOver.isEmpty()
                        ? phrases.plain("why.admin")
                        : phrases.plain("why.admin.instead", list(passedOver, phrases));
            case UNKNOWN_AREA -> phrases.plain("why.unknown-area");
            case NOT_SELECTED -> phrases.plain("why.not-selected");
            case TITLE_ONLY -> phrases.plain("why.title-only", list(passedOver, phrases));
            case HOLDER -> phrases.plain("why.holder");
            case HANDOVER -> phrases.plain("why.handover");
            case ESCALATED -> phrases.plain("why.escalated");
            case UNSILENCED -> phrases.plain("why.unsilenced");
            case MISSED -> phrases.plain("why.missed");
        };
    }

    private static String onDuty(PassedOver passedOver, Phrases phrases) {
        if (passedOver.people().size() > 1) {
            return phrases.plain("passed.on-duty", list(passedOver, phrases));
        }
        Somebody only = passedOver.people().get(0);
        return phrases.plain("passed.on-duty.one", only.name(), phrases.plain("obstacle." + only.label()));
    }

    private static String list(PassedOver passedOver, Phrases phrases) {
        String people = passedOver.people().stream()
                .map(somebody -> phrases.plain(
                        "passed.person",
                        somebody.name().isEmpty() ? phrases.plain("passed.unknown") : somebody.name(),
                        phrases.plain("obstacle." + somebody.label())))
                .collect(Collectors.joining(", "));
        return passedOver.others() == 0 ? people : phrases.plain("areas.more", people, passedOver.others());
    }
}

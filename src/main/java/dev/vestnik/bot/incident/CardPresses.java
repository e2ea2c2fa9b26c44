package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.CardsOutdated;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.Press;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all buttons of cards have in common: who may press them, and the answer if a press changes nothing. */
public final class CardPresses {
    /** Number and generation of the incident, and what the button adds. */
    private static final Pattern DATA = Pattern.compile("([0-9]{1,18}):([0-9]{1,9})(?::(.*))?");

    private final IncidentAccess access;
    private final IncidentOwners owners;
    private final OwnerReminders reminders;
    private final AreaNames areas;
    private final ZoneId defaultZone;
    private final Clock clock;

    /** @param defaultZone the zone of people whose own is not in the directory */
    public CardPresses(
            IncidentAccess access,
            IncidentOwners owners,
            OwnerReminders reminders,
            AreaNames areas,
            ZoneId defaultZone,
            Clock clock) {
        this.access = access;
        this.owners = owners;
        this.reminders = reminders;
        this.areas = areas;
        this.defaultZone = defaultZone;
        this.clock = clock;
    }

    /** What the person of this chat does about an incident counts as a report, if they own it. */
    void reported(Incident incident, long chat) {
        reminders.report(incident.key(), chat);
    }

    /** Handles a press; answers it with the reason if the member may not act on the incident. */
    List<Reply> handle(ConversationContext context, Function<CardPress, List<Reply>> press) {
        Matcher data = DATA.matcher(context.callbackArgument());
        if (!data.matches()) {
            return refuse(context, new Explanation(context.phrases(), "hint.button", List.of()));
        }
        long number = Long.parseLong(data.group(1));
        Incident incident = access.find(context.requireMember(), number).orElse(null);
        if (incident == null) {
            return refuse(context, gone(context, number));
        }
        String argument = Objects.requireNonNullElse(data.group(3), "");
        reported(incident, context.chat());
        return forbidden(context, incident)
                .map(why -> refuse(context, why))
                .orElseGet(() -> press.apply(new CardPress(incident, Integer.parseInt(data.group(2)), argument)));
    }

    /** Why the member may not see this incident and act on it; empty: they may. */
    Optional<Explanation> forbidden(ConversationContext context, Incident incident) {
        if (IncidentAccess.isAllowed(context.requireMember().person(), incident)) {
            return Optional.empty();
        }
        String number = name(incident.number());
        String area = incident.area();
        return Optional.of(
                area == null
                        ? new Explanation(context.phrases(), "press.not-yours-unknown", List.of(number))
                        : new Explanation(context.phrases(), "press.not-yours", List.of(number, areas.name(area))));
    }

    /** The member as an owner from now on. */
    Owner owner(ConversationContext context) {
        Member member = context.requireMember();
        return new Owner(member.user().chat(), member.person().name(), clock.instant());
    }

    /**
     * What a press by the owner of the incident would find: {@link Outcome#DONE}, or what keeps the press from doing anything.
     */
    Press asOwner(ConversationContext context, CardPress press) {
        Incident incident = press.incident();
        Owner owner = owners.owner(incident.key()).orElse(null);
        return new Press(outcome(press, owner, context.chat()), owner, incident);
    }

    private static Outcome outcome(CardPress press, @Nullable Owner owner, long chat) {
        if (press.generation() != press.incident().generation()) {
            return Outcome.REOPENED;
        }
        if (!press.incident().open()) {
            return Outcome.CLOSED;
        }
        return owner != null && owner.chat() == chat ? Outcome.DONE : Outcome.OTHER_OWNER;
    }

    /**
     * Answers a press that has changed the owner, or found that it cannot.
     *
     * @param done the text if it has; {0} is the number
     */
    List<Reply> answer(ConversationContext context, CardPress pressed, Press press, String done) {
        return press.done()
                ? List.of(
                        context.answerCallback(context.phrases().plain(done, pressed.name())),
                        new CardsOutdated(context.chat(), pressed.incident().key()))
                : refuse(context, explanation(context, pressed.number(), press));
    }

    /** Only answers the press. */
    static List<Reply> refuse(ConversationContext context, Explanation why) {
        return List.of(context.answerCallback(why.plain()));
    }

    /** Why a press has changed nothing. */
    Explanation explanation(ConversationContext context, long number, Press press) {
        Phrases phrases = context.phrases();
        return switch (press.outcome()) {
            case OTHER_OWNER ->
                Optional.ofNullable(press.owner())
                        .map(owner -> new Explanation(
                                phrases, "press.owned", List.of(owner.name(), time(context, owner.since()))))
                        .orElseGet(() -> new Explanation(phrases, "press.free", List.of(name(number))));
            case CLOSED -> closed(context, Objects.requireNonNull(press.incident()));
            case REOPENED -> new Explanation(phrases, "press.reopened", List.of(name(number)));
            case LOGGED_OUT -> new Explanation(phrases, "press.logged-out", List.of());
            case DONE, GONE -> gone(context, number);
        };
    }

    private Explanation closed(ConversationContext context, Incident incident) {
        String at = time(context, Objects.requireNonNull(incident.closed()));
        String by = incident.closedBy();
        return by == null
                ? new Explanation(context.phrases(), "press.resolved", List.of(at))
                : new Explanation(context.phrases(), "press.closed", List.of(by, at));
    }

    /** There is no incident with this number any more, or none that the member may know of. */
    static Explanation gone(ConversationContext context, long number) {
        return new Explanation(context.phrases(), "press.gone", List.of(name(number)));
    }

    private static String name(long number) {
        return Long.toString(number);
    }

    /** A time as the member reads it. */
    String time(ConversationContext context, Instant time) {
        Person person = context.requireMember().person();
        ZoneId zone = Objects.requireNonNullElse(person.zone(), defaultZone);
        return context.phrases().shortTime().format(time, clock.instant(), zone);
    }
}

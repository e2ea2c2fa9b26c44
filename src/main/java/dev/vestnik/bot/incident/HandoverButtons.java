package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.CardsOutdated;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.Press;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The button of a card by which the owner hands the incident over to another person: asks to whom, then does it. */
public final class HandoverButtons {
    /** The first part of the callback data {@code giveto:<number>:<generation>:<chat>}; chat 0: to nobody. */
    private static final String BUTTON = "giveto";

    /** The others are counted; Telegram shows at most 100 buttons. */
    private static final int MAX_PEOPLE = 30;

    private final CardPresses presses;
    private final IncidentOwners owners;
    private final IncidentNews news;
    private final IncidentRequests requests;
    private final UserService users;
    private final DirectoryService directories;
    private final Clock clock;

    public HandoverButtons(
            CardPresses presses,
            IncidentOwners owners,
            IncidentNews news,
            IncidentRequests requests,
            UserService users,
            DirectoryService directories,
            Clock clock) {
        this.presses = presses;
        this.owners = owners;
        this.news = news;
        this.requests = requests;
        this.users = users;
        this.directories = directories;
        this.clock = clock;
    }

    /** Somebody who can get the incident. */
    private record Receiver(User user, Person person) {}

    /** Data {@code give:<number>:<generation>}: asks to whom, first the people on duty, then all others. */
    public List<Reply> ask(ConversationContext context) {
        return presses.handle(context, press -> {
            Press asked = presses.asOwner(context, press);
            if (!asked.done()) {
                return CardPresses.refuse(context, presses.explanation(context, press.number(), asked));
            }
            List<Receiver> receivers = receivers(press.incident(), context.chat());
            if (receivers.isEmpty()) {
                return CardPresses.refuse(context, new Explanation(context.phrases(), "give.nobody", List.of()));
            }
            return List.of(
                    context.answerCallback(null),
                    context.reply(
                            question(press, receivers.size(), context.phrases()),
                            buttons(press, receivers, context.phrases())));
        });
    }

    /** Data {@code giveto:<number>:<generation>:<chat>}: hands it over; the receiver is told and gets the card. */
    public List<Reply> handOver(ConversationContext context) {
        return presses.handle(context, press -> {
            Phrases phrases = context.phrases();
            if (press.chat() == 0) {
                return context.edit(null, phrases.html("give.cancelled", press.name()), null);
            }
            Receiver receiver = receiver(press.incident(), press.chat()).orElse(null);
            if (receiver == null) {
                return CardPresses.refuse(context, new Explanation(phrases, "give.left", List.of()));
            }
            String name = receiver.person().name();
            Owner owner = new Owner(press.chat(), name, clock.instant());
            Press given = owners.handOver(
                    press.number(),
                    press.generation(),
                    context.chat(),
                    owner,
                    presses.owner(context).name());
            if (given.outcome() == Press.Outcome.LOGGED_OUT) {
                return CardPresses.refuse(context, new Explanation(phrases, "give.left", List.of()));
            }
            if (!given.done()) {
                return context.edit(
                        null,
                        presses.explanation(context, press.number(), given).html(),
                        null);
            }
            requests.showCard(press.chat(), press.incident().key());
            List<Reply> replies =
                    new ArrayList<>(context.edit(null, phrases.html("give.done", press.name(), name), null));
            replies.addAll(news.handedOver(
                    press.chat(), press.incident(), presses.owner(context).name()));
            replies.add(new CardsOutdated(context.chat(), press.incident().key()));
            return replies;
        });
    }

    private List<Receiver> receivers(Incident incident, long giver) {
        return users.all().all().stream()
                .filter(user -> user.chat() != giver)
                .flatMap(user -> receiver(incident, user).stream())
                .sorted(Comparator.<Receiver, Boolean>comparing(receiver -> !isOnDuty(receiver, incident))
                        .thenComparing(receiver -> receiver.person().name()))
                .toList();
    }

    private Optional<Receiver> receiver(Incident incident, long chat) {
        return users.byChat(chat).flatMap(user -> receiver(incident, user));
    }

    private Optional<Receiver> receiver(Incident incident, User user) {
        Directory directory = directories.current();
        return Optional.of(user)
                .filter(User::reachable)
                .flatMap(reachable -> directory.person(reachable.phone()))
                .filter(person -> IncidentAccess.isAllowed(person, incident))
                .map(person -> new Receiver(user, person));
    }

    private static boolean isOnDuty(Receiver receiver, Incident incident) {
        return receiver.user().onDuty() && incident.concerns(receiver.person());
    }

    private static Html question(CardPress press, int receivers, Phrases phrases) {
        Html question =
                phrases.html("give.question", press.name(), press.incident().title());
        int others = receivers - MAX_PEOPLE;
        return others <= 0 ? question : question.text("\n").add(phrases.html("open.more", Integer.toString(others)));
    }

    private static InlineKeyboard buttons(CardPress press, List<Receiver> receivers, Phrases phrases) {
        List<List<Button>> rows = new ArrayList<>();
        receivers.stream()
                .limit(MAX_PEOPLE)
                .forEach(receiver -> rows.add(List.of(new Button(
                        label(receiver, press.incident(), phrases),
                        data(press, receiver.user().chat())))));
        rows.add(List.of(new Button(phrases.plain("give.cancel"), data(press, 0))));
        return new InlineKeyboard(rows);
    }

    private static String label(Receiver receiver, Incident incident, Phrases phrases) {
        String name = receiver.person().name();
        return isOnDuty(receiver, incident) ? phrases.plain("give.on-duty", name) : name;
    }

    private static String data(CardPress press, long chat) {
        return BUTTON + ":" + press.number() + ":" + press.generation() + ":" + chat;
    }
}

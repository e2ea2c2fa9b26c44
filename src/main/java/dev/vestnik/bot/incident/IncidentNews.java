package dev.vestnik.bot.incident;

import dev.vestnik.bot.Reply;
import dev.vestnik.incident.ClosingRequest.Refused;
import dev.vestnik.incident.Incident;
import dev.vestnik.text.Html;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.UserService;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Messages to others about what somebody did with an incident, in the language of the recipient. */
public final class IncidentNews {
    private final UserService users;
    private final Languages languages;

    public IncidentNews(UserService users, Languages languages) {
        this.users = users;
        this.languages = languages;
    }

    /** Tells the former owner, if they are still logged in. */
    List<Reply> takenOver(long formerOwner, Incident incident, String by) {
        return to(formerOwner, phrases -> phrases.html("press.taken-over", number(incident), incident.title(), by));
    }

    /** Tells the new owner. */
    List<Reply> handedOver(long newOwner, Incident incident, String by) {
        return to(newOwner, phrases -> phrases.html("give.received", number(incident), incident.title(), by));
    }

    /** Tells the person why the incident is not closed, if they are still logged in. */
    public Optional<Reply.Send> notClosed(Refused refused) {
        String number = Long.toString(refused.request().number());
        return message(refused.request().chat(), phrases -> switch (refused.why()) {
            case WORSE -> phrases.html("close.worse", number);
            case REOPENED -> phrases.html("close.reopened", number);
            case CLOSED ->
                refused.closedBy() == null
                        ? phrases.html("close.closed", number)
                        : phrases.html("close.closed-by", number, refused.closedBy());
            case GONE -> phrases.html("press.gone", number);
        });
    }

    private static String number(Incident incident) {
        return Long.toString(incident.number());
    }

    private List<Reply> to(long chat, Function<Phrases, Html> text) {
        return message(chat, text).map(List::<Reply>of).orElse(List.of());
    }

    private Optional<Reply.Send> message(long chat, Function<Phrases, Html> text) {
        return users.byChat(chat)
                .map(user -> new Reply.Send(
                        chat, text.apply(languages.in(user.language())).code(), null));
    }
}

package dev.vestnik.bot.incident;

import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.incident.ClosingRequest.Refused;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.OwnerReminder;
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
        String number = Long.toString(refused.request().opening().number());
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

    /** Asks an owner who has reported nothing for a while. */
    public List<Reply.Send> ask(OwnerReminder request, String title) {
        return users.byChat(request.chat())
                .map(user -> {
                    Phrases phrases = languages.in(user.language());
                    String incidentSeen =
                            request.opening().number() + ":" + request.opening().generation();
                    return new Reply.Send(
                            request.chat(),
                            phrases.html(
                                            "owner.question",
                                            Long.toString(request.opening().number()),
                                            title,
                                            OwnerReminders.ANSWER.toMinutes())
                                    .code(),
                            new InlineKeyboard(List.of(List.of(
                                    new Button(phrases.plain("owner.working"), "working:" + incidentSeen),
                                    new Button(
                                            phrases.plain("owner.release"),
                                            OwnerButtons.releaseOfQuestion(incidentSeen))))));
                })
                .map(List::of)
                .orElse(List.of());
    }

    /** Tells an owner who has not answered. */
    public List<Reply> lapsed(OwnerReminders.Lapsed lapsed) {
        Incident incident = lapsed.incident();
        return to(lapsed.owner().chat(), phrases -> phrases.html("owner.lapsed", number(incident), incident.title()));
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

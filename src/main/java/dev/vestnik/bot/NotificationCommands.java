package dev.vestnik.bot;

import dev.vestnik.bot.Scene.Question;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.List;

/** {@code /enable} and {@code /disable}. */
public final class NotificationCommands {
    private final UserService users;
    private final SceneStore scenes;
    private final ShiftHandover handover;

    public NotificationCommands(UserService users, SceneStore scenes, ShiftHandover handover) {
        this.users = users;
        this.scenes = scenes;
        this.handover = handover;
    }

    /** Notifications on; who is on duty is handed over what came meanwhile. */
    public List<Reply> enable(Visit visit) {
        return users.enable(visit.chat()).map(change -> enabled(visit, change)).orElse(List.of());
    }

    /** Notifications off; on duty only after a question, since it is silence. */
    public List<Reply> disable(Visit visit) {
        User user = visit.known().user();
        Phrases phrases = visit.phrases();
        if (user.enabled() && user.onDuty()) {
            scenes.enter(visit.chat(), Scene.asking(Question.DISABLE));
            return List.of(visit.say(
                    phrases.html("disable.question"),
                    Keyboards.question(Question.DISABLE, phrases.plain("disable.yes"), phrases.plain("disable.no"))));
        }
        String key = user.enabled() ? "disable.done" : "disable.done-before";
        return users.disable(visit.chat())
                .map(change -> List.of(visit.say(phrases.html(key), Keyboards.menu(change.after(), phrases))))
                .orElse(List.of());
    }

    /** The answer to the question. */
    public List<Reply> answer(Visit visit) {
        boolean asked = scenes.isIn(visit.chat(), Scene.asking(Question.DISABLE));
        boolean agreed = Buttons.says(visit, Keyboards.YES);
        Phrases phrases = visit.phrases();
        User user = visit.known().user();
        if (agreed && (asked || !user.enabled())) {
            User after = users.disable(visit.chat()).map(UserChange::after).orElse(user);
            scenes.enter(visit.chat(), Scene.INTERACTION);
            return Buttons.redrawn(visit, phrases.html("disable.done-on-duty"), Keyboards.menu(after, phrases));
        }
        if (asked) {
            scenes.enter(visit.chat(), Scene.INTERACTION);
        }
        return visit.redraw(null, phrases.html(agreed ? "question.over" : "disable.kept"), null);
    }

    private List<Reply> enabled(Visit visit, UserChange change) {
        Phrases phrases = visit.phrases();
        User user = change.after();
        Paragraphs text = new Paragraphs().add(phrases.html(change.changed() ? "enable.done" : "enable.done-before"));
        if (!user.onDuty()) {
            text.add(phrases.html("enable.off-duty"));
        } else {
            int handedOver = handover.missed(visit.known().as(user));
            if (handedOver > 0) {
                text.add(phrases.html("duty.handed-over", handedOver));
            }
        }
        return List.of(visit.say(text.together(), Keyboards.menu(user, phrases)));
    }
}

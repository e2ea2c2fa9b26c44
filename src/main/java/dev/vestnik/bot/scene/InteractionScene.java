package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.Truncation;
import java.util.List;
import java.util.Objects;

/** The conversation with a member: the menu, and what is neither command nor button. */
public final class InteractionScene {
    private static final int LONGEST_COMMAND = 32;

    private final SceneStore scenes;

    public InteractionScene(SceneStore scenes) {
        this.scenes = scenes;
    }

    /** {@code /start} of one who is logged in. */
    public List<Reply> menu(ConversationContext visit) {
        return List.of(menu(visit, "menu.head"));
    }

    /** {@code /restart}: out of whatever scene; login and duty stay. */
    public List<Reply> restart(ConversationContext visit) {
        scenes.enter(visit.chat(), Scene.INTERACTION);
        return List.of(menu(visit, "menu.restarted"));
    }

    /** Free text, a sticker, a picture. */
    public List<Reply> hear(ConversationContext visit) {
        boolean asked = scenes.find(visit.chat())
                .filter(scene -> scene.question() != null)
                .isPresent();
        String said = visit.incoming().text() == null ? "hint.no-text" : "hint.text";
        return List.of(visit.say(visit.phrases().html(asked ? "hint.question" : said)));
    }

    /** A command that there is not. */
    public List<Reply> unknownCommand(ConversationContext visit) {
        String command = Objects.requireNonNullElse(visit.incoming().command(), "");
        return List.of(visit.say(visit.phrases().html("hint.command", "/" + Truncation.to(LONGEST_COMMAND, command))));
    }

    /** A button that means nothing (any more). */
    public List<Reply> unknownButton(ConversationContext visit) {
        return List.of(visit.answer(visit.phrases().plain("hint.button")));
    }

    private static Reply menu(ConversationContext visit, String key) {
        Member member = visit.known();
        Phrases phrases = visit.phrases();
        MessageLines text = new MessageLines()
                .add(phrases.html(key, member.person().name()))
                .blank()
                .add(phrases.html(member.user().onDuty() ? "duty.on" : "duty.off"));
        if (!member.user().enabled()) {
            text.add(phrases.html("me.disabled"));
        }
        return visit.say(
                text.blank().add(phrases.html("menu.choose")).together(), Keyboards.menu(member.user(), phrases));
    }
}

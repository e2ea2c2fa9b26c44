package dev.vestnik.bot;

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
    public List<Reply> menu(Visit visit) {
        return List.of(menu(visit, "menu.head"));
    }

    /** {@code /restart}: out of whatever scene; login and duty stay. */
    public List<Reply> restart(Visit visit) {
        scenes.enter(visit.chat(), Scene.INTERACTION);
        return List.of(menu(visit, "menu.restarted"));
    }

    /** Free text, a sticker, a picture. */
    public List<Reply> hear(Visit visit) {
        boolean asked = scenes.find(visit.chat())
                .filter(scene -> scene.question() != null)
                .isPresent();
        String said = visit.incoming().text() == null ? "hint.no-text" : "hint.text";
        return List.of(visit.say(visit.phrases().html(asked ? "hint.question" : said)));
    }

    /** A command that there is not. */
    public List<Reply> unknownCommand(Visit visit) {
        String command = Objects.requireNonNullElse(visit.incoming().command(), "");
        return List.of(visit.say(visit.phrases().html("hint.command", "/" + Shortened.to(LONGEST_COMMAND, command))));
    }

    /** A button that means nothing (any more). */
    public List<Reply> unknownButton(Visit visit) {
        return List.of(visit.answer(visit.phrases().plain("hint.button")));
    }

    private static Reply menu(Visit visit, String key) {
        Member member = visit.known();
        Phrases phrases = visit.phrases();
        Paragraphs text = new Paragraphs()
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

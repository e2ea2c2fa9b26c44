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

/** The conversation with a member: the menu, and replies to text and to unknown commands and buttons. */
public final class InteractionScene {
    private static final int MAX_COMMAND_LENGTH = 32;

    private final SceneStore scenes;

    public InteractionScene(SceneStore scenes) {
        this.scenes = scenes;
    }

    /** {@code /start} of a member. */
    public List<Reply> menu(ConversationContext context) {
        return List.of(menu(context, "menu.head"));
    }

    /** {@code /restart}: leaves any open question; login and duty stay. */
    public List<Reply> restart(ConversationContext context) {
        scenes.enter(context.chat(), Scene.INTERACTION);
        return List.of(menu(context, "menu.restarted"));
    }

    /** Text that is not a command, a sticker, a picture. */
    public List<Reply> handleText(ConversationContext context) {
        boolean asked = scenes.find(context.chat())
                .filter(scene -> scene.question() != null)
                .isPresent();
        String key = context.incoming().text() == null ? "hint.no-text" : "hint.text";
        return List.of(context.reply(context.phrases().html(asked ? "hint.question" : key)));
    }

    /** A command with arguments that it does not take. */
    public List<Reply> refuseArguments(ConversationContext context) {
        String command = Objects.requireNonNullElse(context.incoming().command(), "");
        String arguments = Truncation.to(MAX_COMMAND_LENGTH, context.incoming().arguments());
        return List.of(context.reply(context.phrases().html("hint.arguments", command, arguments)));
    }

    /** A command that only administrators may give. */
    public List<Reply> refuseMember(ConversationContext context) {
        String command = Objects.requireNonNullElse(context.incoming().command(), "");
        return List.of(context.reply(context.phrases().html("hint.administrators", command)));
    }

    /** An unknown command. */
    public List<Reply> unknownCommand(ConversationContext context) {
        String command = Objects.requireNonNullElse(context.incoming().command(), "");
        return List.of(context.reply(
                context.phrases().html("hint.command", "/" + Truncation.to(MAX_COMMAND_LENGTH, command))));
    }

    /** An unknown or outdated button. */
    public List<Reply> unknownButton(ConversationContext context) {
        return List.of(context.answerCallback(context.phrases().plain("hint.button")));
    }

    private static Reply menu(ConversationContext context, String key) {
        Member member = context.requireMember();
        Phrases phrases = context.phrases();
        MessageLines text = new MessageLines()
                .add(phrases.html(key, member.person().name()))
                .blank()
                .add(phrases.html(member.user().onDuty() ? "duty.on" : "duty.off"));
        if (!member.user().enabled()) {
            text.add(phrases.html("me.disabled"));
        }
        return context.reply(
                text.blank().add(phrases.html("menu.choose")).together(), Keyboards.menu(member.user(), phrases));
    }
}

package dev.vestnik.bot.people;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.DirectoryRefusals.Refusal;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.HashedChat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /directory}, for administrators: what is in force, and why a new one is not. One that is valid and would log out
 * too many people is accepted by a button.
 */
public final class DirectoryCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryCommand.class);

    /** The first part of the callback data; after the colon, the beginning of the digest of the accepted files. */
    private static final String BUTTON = "directory";

    private static final int DIGEST = 16;

    private final DirectoryService directories;
    private final DirectoryRefusals refusals;

    public DirectoryCommand(DirectoryService directories, DirectoryRefusals refusals) {
        this.directories = directories;
        this.refusals = refusals;
    }

    /** Shows the directory in force, and the refused one. */
    public List<Reply> show(ConversationContext context) {
        Optional<Refusal> refusal = refusals.current();
        Html inForce = inForce(context);
        Html text = refusal.map(refused -> inForce.text("\n\n").add(reason(refused, context.phrases())))
                .orElse(inForce);
        return List.of(context.reply(
                text,
                refusal.filter(Refusal::isAcceptable)
                        .map(refused -> accept(refused, context.phrases()))
                        .orElse(null)));
    }

    /** Accepts the refused one; who is no administrator any more is refused. */
    public List<Reply> press(ConversationContext context) {
        if (!context.requireMember().isAdministrator()) {
            return List.of(context.answerCallback(context.phrases().plain("hint.administrators", BUTTON)));
        }
        boolean accepted = refusals.accept(context.callbackArgument());
        if (accepted) {
            LOG.info("Chat {} has accepted the refused directory", HashedChat.of(context.chat()));
        }
        return context.edit(
                null,
                inForce(context)
                        .text("\n\n")
                        .add(context.phrases().html(accepted ? "directory.accepted" : "directory.outdated")),
                null);
    }

    private Html inForce(ConversationContext context) {
        Directory directory = directories.current();
        return context.phrases()
                .html(
                        "directory.in-force",
                        directory.people().size(),
                        directory.areas().size(),
                        directory.ranges().size());
    }

    private static Html reason(Refusal refused, Phrases phrases) {
        if (!refused.isAcceptable()) {
            return phrases.html("directory.refused", refused.problems(), refused.first());
        }
        int more = refused.removed() - refused.names().size();
        String names = String.join(", ", refused.names());
        return phrases.html(
                "directory.removals",
                refused.removed(),
                refused.loggedIn(),
                more == 0 ? names : phrases.plain("areas.more", names, more));
    }

    private static @Nullable InlineKeyboard accept(Refusal refused, Phrases phrases) {
        return new InlineKeyboard(List.of(List.of(new Button(
                phrases.plain("directory.accept", refused.removed()),
                BUTTON + ":" + refused.files().substring(0, DIGEST)))));
    }
}

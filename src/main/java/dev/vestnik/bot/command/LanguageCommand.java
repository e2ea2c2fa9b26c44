package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.scene.MemberMenu;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code /language}: the other language, or the named one, for all later texts, the keyboard and the list of commands. The
 * choice wins over the directory and Telegram until the person logs out.
 */
public final class LanguageCommand {
    private static final int MAX_ARGUMENTS = 32;

    private final UserService users;
    private final Languages languages;
    private final MemberMenu menu;

    public LanguageCommand(UserService users, Languages languages, MemberMenu menu) {
        this.users = users;
        this.languages = languages;
        this.menu = menu;
    }

    public List<Reply> choose(ConversationContext context) {
        String arguments = context.incoming().arguments();
        String wanted = arguments.isEmpty() ? other(context.phrases().language()) : arguments.toLowerCase(Locale.ROOT);
        if (!Languages.LANGUAGES.contains(wanted)) {
            return List.of(
                    context.reply(context.phrases().html("language.unknown", Truncation.to(MAX_ARGUMENTS, arguments))));
        }
        long message = Objects.requireNonNullElse(context.incoming().message(), 1L);
        User user = users.chooseLanguage(context.chat(), wanted, message)
                .map(UserChange::after)
                .orElse(context.requireMember().user());
        menu.show(context.requireMember().withUser(user));
        Phrases phrases = languages.in(user.language());
        MessageLines text = new MessageLines().add(phrases.html("me.language")).add(phrases.html("language.chosen"));
        return List.of(context.reply(text.together(), Keyboards.menu(user, phrases)));
    }

    private static String other(String language) {
        int next = Languages.LANGUAGES.indexOf(language) + 1;
        return Languages.LANGUAGES.get(next % Languages.LANGUAGES.size());
    }
}

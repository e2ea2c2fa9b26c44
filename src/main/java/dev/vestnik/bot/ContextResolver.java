package dev.vestnik.bot;

import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.directory.Person;
import dev.vestnik.text.Languages;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.Optional;

/** Knows members from strangers, and the language to speak with them. */
public final class ContextResolver {
    private final UserService users;
    private final CurrentDirectory directories;
    private final Languages texts;

    public ContextResolver(UserService users, CurrentDirectory directories, Languages texts) {
        this.users = users;
        this.directories = directories;
        this.texts = texts;
    }

    /**
     * Who that is. A member is one who is logged in and stands in the directory. Whoever was unreachable and writes is
     * reachable again.
     */
    public ConversationContext recognise(IncomingUpdate incoming) {
        Optional<User> user = incoming.privateChat() ? users.byChat(incoming.chat()) : Optional.empty();
        Person person = user.flatMap(loggedIn -> directories.current().person(loggedIn.phone()))
                .orElse(null);
        String before = user.map(User::language).orElse(texts.byDefault());
        String language = texts.spokenWith(person, incoming.languageCode(), before);
        Member member = person == null
                ? null
                : user.map(loggedIn -> new Member(freshened(loggedIn, incoming, language), person))
                        .orElse(null);
        return new ConversationContext(incoming, texts.in(language), member);
    }

    private User freshened(User user, IncomingUpdate incoming, String language) {
        User fresh = user;
        if (user.unreachable() && isThere(incoming)) {
            fresh = after(users.setReachable(user.chat()), fresh);
        }
        if (!user.language().equals(language)) {
            fresh = after(users.setLanguage(user.chat(), language), fresh);
        }
        return fresh;
    }

    private static boolean isThere(IncomingUpdate incoming) {
        return switch (incoming.kind()) {
            case COMMAND, CALLBACK, CONTACT, TEXT -> true;
            // Its own branch of the route does more than to mark them reachable.
            case UNBLOCKED, BLOCKED, OTHER -> false;
        };
    }

    private static User after(Optional<UserChange> change, User otherwise) {
        return change.map(UserChange::after).orElse(otherwise);
    }
}

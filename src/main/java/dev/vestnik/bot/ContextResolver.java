package dev.vestnik.bot;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.text.Languages;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.Optional;

/** Finds the user, the person and the language of an update. */
public final class ContextResolver {
    private final UserService users;
    private final DirectoryService directories;
    private final Languages languages;
    private final ShiftHandover handover;

    public ContextResolver(
            UserService users, DirectoryService directories, Languages languages, ShiftHandover handover) {
        this.users = users;
        this.directories = directories;
        this.languages = languages;
        this.handover = handover;
    }

    /** Resolves the context. Marks an unreachable user who writes as reachable, and stores a changed language. */
    public ConversationContext resolve(IncomingUpdate incoming) {
        // A private chat has the id of its user.
        Optional<User> user = users.byChat(incoming.privateChat() ? incoming.chat() : incoming.from());
        Person person = user.flatMap(loggedIn -> directories.current().person(loggedIn.phone()))
                .orElse(null);
        String previous = user.map(User::language).orElse(languages.byDefault());
        String language = user.filter(User::hasChosenLanguage).isPresent()
                ? previous
                : languages.spokenWith(person, incoming.languageCode(), previous);
        Member member = person == null
                ? null
                : user.map(loggedIn -> new Member(
                                incoming.privateChat() ? updated(loggedIn, incoming, language) : loggedIn, person))
                        .orElse(null);
        return new ConversationContext(incoming, languages.in(language), member);
    }

    private User updated(User user, IncomingUpdate incoming, String language) {
        User current = user;
        if (user.unreachable() && showsPresence(incoming)) {
            current = after(users.setReachable(user.chat()), current);
            handover.returned(user.chat());
        }
        if (!user.language().equals(language)) {
            current = after(users.setLanguage(user.chat(), language), current);
        }
        return current;
    }

    private static boolean showsPresence(IncomingUpdate incoming) {
        return switch (incoming.kind()) {
            case COMMAND, CALLBACK, CONTACT, TEXT -> true;
            // The route handles these in branches of their own.
            case UNBLOCKED, BLOCKED, ADDED, REMOVED, MIGRATED, OTHER -> false;
        };
    }

    private static User after(Optional<UserChange> change, User otherwise) {
        return change.map(UserChange::after).orElse(otherwise);
    }
}

package dev.vestnik.bot.scene;

import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.Send;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells users what a new directory changes for them, and redraws their keyboard in their language. */
public final class DirectoryNotices {
    private final LoginScene login;
    private final UserService users;
    private final DirectoryService directories;
    private final Languages languages;
    private final AreaNames areas;
    private final OwnedIncidents owned;
    private final MemberMenu menu;

    public DirectoryNotices(
            LoginScene login,
            UserService users,
            DirectoryService directories,
            Languages languages,
            AreaNames areas,
            OwnedIncidents owned,
            MemberMenu menu) {
        this.login = login;
        this.users = users;
        this.directories = directories;
        this.languages = languages;
        this.areas = areas;
        this.owned = owned;
        this.menu = menu;
    }

    /**
     * @param loggedOut the users who are no longer in the directory
     * @param before the directory that was in force before
     */
    public List<Reply> of(List<User> loggedOut, Directory before) {
        List<Reply> replies = new ArrayList<>(login.notifyLoggedOut(loggedOut));
        Directory after = directories.current();
        for (User user : users.all().all()) {
            Person was = before.person(user.phone()).orElse(null);
            Person is = after.person(user.phone()).orElse(null);
            if (was != null && is != null && isChanged(user, was, is)) {
                owned.releaseForbidden(user.chat(), is);
                replies.add(notice(user, was, is));
            }
        }
        return replies;
    }

    private static boolean isChanged(User user, Person was, Person is) {
        return !was.areas().equals(is.areas()) || was.role() != is.role() || isLanguageChanged(user, was, is);
    }

    /** What the user has chosen wins over the directory. */
    private static boolean isLanguageChanged(User user, Person was, Person is) {
        return !user.hasChosenLanguage()
                && is.language() != null
                && !is.language().equals(was.language());
    }

    private Reply notice(User user, Person was, Person is) {
        String language = Objects.requireNonNullElse(is.language(), user.language());
        User current = user.language().equals(language)
                ? user
                : users.setLanguage(user.chat(), language)
                        .map(UserChange::after)
                        .orElse(user);
        if (was.role() != is.role() || is.role() == Role.ADMIN) {
            menu.update(new Member(current, is));
        }
        Phrases phrases = languages.in(current.language());
        MessageLines text = new MessageLines().add(phrases.html("directory.changed"));
        if (!was.areas().equals(is.areas())) {
            text.add(areas.of(is, phrases));
        }
        if (was.role() != is.role()) {
            text.add(phrases.html(is.role() == Role.ADMIN ? "directory.admin" : "directory.no-admin"));
        }
        if (isLanguageChanged(user, was, is)) {
            text.add(phrases.html("me.language"));
        }
        return new Send(user.chat(), text.together().code(), Keyboards.menu(current, phrases));
    }
}

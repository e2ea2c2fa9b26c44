package dev.vestnik.bot.scene;

import dev.vestnik.bot.ChatMenu;
import dev.vestnik.bot.CommandMenu;
import dev.vestnik.bot.Member;
import dev.vestnik.directory.Directory;
import dev.vestnik.user.User;

/**
 * The list of commands of one member's chat. Administrators have one with their own commands, and members who have chosen a
 * language one in this language; all others have the one for the language of the app.
 */
public final class MemberMenu {
    private final CommandMenu commands;
    private final ChatMenu menu;

    public MemberMenu(CommandMenu commands, ChatMenu menu) {
        this.commands = commands;
        this.menu = menu;
    }

    /** Shows the member's own list, if they have one. */
    public void show(Member member) {
        User user = member.user();
        if (member.isAdministrator() || user.hasChosenLanguage()) {
            menu.show(user.chat(), commands.of(user.language(), member.isAdministrator()));
        }
    }

    /** The member's language or role has changed. */
    public void update(Member member) {
        if (member.isAdministrator() || member.user().hasChosenLanguage()) {
            show(member);
        } else {
            forget(member.user().chat());
        }
    }

    /** Shows administrators their lists, which an older version has not done. */
    public void showAdministrators(Iterable<User> users, Directory directory) {
        users.forEach(user -> directory
                .person(user.phone())
                .map(person -> new Member(user, person))
                .filter(Member::isAdministrator)
                .ifPresent(this::show));
    }

    /** The chat belongs to no member any more. */
    public void forget(long chat) {
        menu.forget(chat);
    }
}

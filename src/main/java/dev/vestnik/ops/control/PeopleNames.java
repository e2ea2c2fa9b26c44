package dev.vestnik.ops.control;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.UserService;

/** Who writes from a chat, for lists that show neither phones nor the ids of chats. */
public final class PeopleNames {
    private final UserService users;
    private final DirectoryService directories;

    public PeopleNames(UserService users, DirectoryService directories) {
        this.users = users;
        this.directories = directories;
    }

    /** The name in the directory; empty: nobody who is logged in. */
    String nameOf(long chat) {
        return users.all()
                .byChat(chat)
                .flatMap(user -> directories.current().person(user.phone()))
                .map(Person::name)
                .orElse("");
    }

    static String hashed(long chat) {
        return HashedChat.of(chat);
    }
}

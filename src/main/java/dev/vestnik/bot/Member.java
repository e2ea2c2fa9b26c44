package dev.vestnik.bot;

import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.user.User;

/** A logged-in user who is in the directory. */
public record Member(User user, Person person) {
    public boolean isAdministrator() {
        return person.role() == Role.ADMIN;
    }

    public Member withUser(User changed) {
        return new Member(changed, person);
    }
}

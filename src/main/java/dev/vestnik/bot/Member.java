package dev.vestnik.bot;

import dev.vestnik.directory.Person;
import dev.vestnik.user.User;

/** Somebody who is logged in and whom the directory knows. */
public record Member(User user, Person person) {
    public Member as(User changed) {
        return new Member(changed, person);
    }
}

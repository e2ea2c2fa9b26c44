package dev.vestnik.dispatch.recipient;

import dev.vestnik.event.Status;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.user.User;
import java.util.List;

/**
 * One of the steps in which recipients are looked for.
 *
 * @param users all people of the step, reachable or not
 */
record RecipientStep(Why why, List<User> users) {
    RecipientStep {
        users = List.copyOf(users);
    }

    /** Those who are reachable and have selected the status. */
    List<User> eligible(Status status) {
        return reachable().stream()
                .filter(user -> user.selected().contains(status.name()))
                .toList();
    }

    List<User> reachable() {
        return users.stream().filter(User::reachable).toList();
    }
}

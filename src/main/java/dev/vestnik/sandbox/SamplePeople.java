package dev.vestnik.sandbox;

import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.sandbox.chat.SandboxGroup;
import java.util.List;

/**
 * The people of the sample directory ({@code sandbox/people.csv}), a stranger who is not in it, and their groups, of which
 * one has topics.
 */
public final class SamplePeople {
    /** No number that begins with +7000000 is assigned. */
    private static final List<Account> ACCOUNTS = List.of(
            new Account(1001, "Анна Орлова", "+70000000001", "ru"),
            new Account(1002, "Борис Лебедев", "+70000000002", "ru"),
            new Account(1003, "Clara Smith", "+70000000003", "en"),
            new Account(1009, "Случайный Прохожий", "+70000000009", "ru"));

    private static final List<Long> MEMBERS = List.of(1003L, 1001L, 1002L, 1009L);

    private static final SandboxGroup GROUP = new SandboxGroup(-2001, "Дежурная смена", MEMBERS);

    private static final SandboxGroup FORUM = new SandboxGroup(
            -1_000_000_002_002L,
            "Сеть",
            MEMBERS,
            List.of(new SandboxGroup.Topic(2, "Север"), new SandboxGroup.Topic(3, "Юг")));

    private SamplePeople() {}

    /** Adds these people and their groups. */
    public static void addTo(Sandbox sandbox) {
        ACCOUNTS.forEach(sandbox::add);
        sandbox.add(FORUM);
        sandbox.add(GROUP);
    }
}

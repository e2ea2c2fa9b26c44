package dev.vestnik.sandbox;

import java.util.List;

/** The people of the sample directory ({@code sandbox/people.csv}), a stranger who is not in it, and their group. */
public final class SamplePeople {
    /** How all sample phones begin. Nobody has such a number. */
    public static final String PHONE_PREFIX = "+7000000";

    private static final List<Account> ACCOUNTS = List.of(
            new Account(1001, "Анна Орлова", "+70000000001", "ru"),
            new Account(1002, "Борис Лебедев", "+70000000002", "ru"),
            new Account(1003, "Clara Smith", "+70000000003", "en"),
            new Account(1009, "Случайный Прохожий", "+70000000009", "ru"));

    private static final Group GROUP = new Group(-2001, "Дежурная смена", List.of(1001L, 1002L, 1003L, 1009L));

    private SamplePeople() {}

    public static void moveInto(Sandbox sandbox) {
        ACCOUNTS.forEach(sandbox::add);
        sandbox.add(GROUP);
    }
}

package dev.vestnik.dispatch.recipient;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PassedOver.Somebody;
import dev.vestnik.user.Obstacle;
import dev.vestnik.user.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the recipients of an event. A person is reachable if logged in, enabled and not marked unreachable; eligible if
 * reachable and has selected the event's status.
 *
 * <ol>
 *   <li>An event with {@code to} goes to the listed people who are reachable. If none is, the title goes to the reachable
 *       administrators.
 *   <li>Another event that closes goes to the eligible people who got a message about its incident.
 *   <li>Any other event has these steps: the people on duty for the area; the people responsible for the area; the
 *       administrators. For an unknown area the administrators are the only step. It goes to the eligible people of the first
 *       step that has any. For a status that does not wake there is only the first step.
 *   <li>If no step has an eligible person and the status wakes, it goes to the reachable people of the first step that has
 *       any.
 * </ol>
 */
public final class RecipientSelector {
    private final @Nullable String defaultArea;

    /** @param defaultArea the area of events without a known area; null, or not in the directory: none */
    public RecipientSelector(@Nullable String defaultArea) {
        this.defaultArea = defaultArea;
    }

    /** The event's area, else that of its address, else the default; empty: unknown. */
    public Optional<String> areaOf(Event event, Directory directory) {
        return directory.areaOf(event).or(() -> Optional.ofNullable(defaultArea)
                .filter(area -> directory.areaName(area).isPresent()));
    }

    /**
     * @param to the phones of the people listed in the event; empty: none
     * @param area see {@link #areaOf}; null: unknown
     * @param holders the chats that got a message about the incident; used for a status that closes
     */
    public Selection of(
            Collection<String> to,
            Status status,
            @Nullable String area,
            Collection<Long> holders,
            LoggedInUsers users) {
        if (!to.isEmpty()) {
            return listed(to, status, users);
        }
        if (status.closes()) {
            List<User> holding = holders.stream()
                    .sorted()
                    .map(users::byChat)
                    .flatMap(Optional::stream)
                    .toList();
            return new Selection(
                    recipients(new RecipientStep(Why.HOLDER, holding).eligible(status), Why.HOLDER), PassedOver.NOBODY);
        }
        List<RecipientStep> all = steps(area, users);
        return ofSteps(status.wakes() ? all : all.subList(0, 1), status, users.directory());
    }

    private static Selection listed(Collection<String> to, Status status, LoggedInUsers users) {
        Set<String> phones = new LinkedHashSet<>(to);
        List<User> reachable = phones.stream()
                .flatMap(phone -> users.byPhone(phone).stream())
                .filter(User::reachable)
                .sorted(Comparator.comparingLong(User::chat))
                .toList();
        if (!reachable.isEmpty() || status.closes()) {
            return new Selection(recipients(reachable, Why.NAMED), PassedOver.NOBODY);
        }
        List<User> administrators =
                users.administrators().stream().filter(User::reachable).toList();
        List<Somebody> unreached = phones.stream()
                .flatMap(phone -> unreached(phone, status, users))
                .toList();
        return new Selection(recipients(administrators, Why.TITLE_ONLY), PassedOver.of(unreached));
    }

    private static Stream<Somebody> unreached(String phone, Status status, LoggedInUsers users) {
        String name = users.directory().person(phone).map(Person::name).orElse("");
        List<User> loggedIn = users.byPhone(phone);
        if (loggedIn.isEmpty()) {
            return Stream.of(
                    new Somebody(0, name, name.isEmpty() ? Obstacle.NOT_IN_DIRECTORY : Obstacle.NOT_LOGGED_IN));
        }
        return loggedIn.stream().flatMap(user -> user.obstacle(status.name()).stream()
                .map(obstacle -> new Somebody(user.chat(), name, obstacle)));
    }

    /**
     * The steps of an event that is addressed to nobody.
     *
     * @param area null: unknown
     */
    static List<RecipientStep> steps(@Nullable String area, LoggedInUsers users) {
        return area == null
                ? List.of(new RecipientStep(Why.UNKNOWN_AREA, users.administrators()))
                : List.of(
                        new RecipientStep(Why.DUTY, users.onDuty(area)),
                        new RecipientStep(Why.WOKEN, users.responsibleFor(area)),
                        new RecipientStep(Why.ADMIN, users.administrators()));
    }

    private static Selection ofSteps(List<RecipientStep> steps, Status status, Directory directory) {
        for (int i = 0; i < steps.size(); i++) {
            List<User> eligible = steps.get(i).eligible(status);
            if (!eligible.isEmpty()) {
                return new Selection(
                        recipients(eligible, steps.get(i).why()), passedOver(steps.subList(0, i), status, directory));
            }
        }
        PassedOver everybody = passedOver(steps, status, directory);
        if (status.wakes()) {
            for (RecipientStep step : steps) {
                List<User> reachable = step.reachable();
                if (!reachable.isEmpty()) {
                    return new Selection(recipients(reachable, Why.NOT_SELECTED), everybody);
                }
            }
        }
        return new Selection(List.of(), everybody);
    }

    /** Each once, those of the first step first. */
    private static PassedOver passedOver(List<RecipientStep> steps, Status status, Directory directory) {
        Set<User> users = new LinkedHashSet<>();
        steps.forEach(step -> users.addAll(step.users()));
        List<Somebody> all = new ArrayList<>();
        for (User user : users) {
            String name = directory.person(user.phone()).map(Person::name).orElse("");
            user.obstacle(status.name()).ifPresent(obstacle -> all.add(new Somebody(user.chat(), name, obstacle)));
        }
        return PassedOver.of(all);
    }

    private static List<Recipient> recipients(List<User> users, Why why) {
        return users.stream().map(user -> new Recipient(user.chat(), why)).toList();
    }
}

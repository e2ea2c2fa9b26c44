package dev.vestnik.dispatch.recipient;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.user.Obstacle;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who would be woken if an event came now, for each area and each status that wakes, and who would not and why. The answer is
 * that of {@link RecipientSelector}, which dispatch asks.
 */
public final class Readiness {
    private final Statuses statuses;
    private final DirectoryService directories;
    private final UserService users;
    private final @Nullable String defaultArea;
    private final RecipientSelector recipients;
    private volatile LoggedInUsers loggedIn = new LoggedInUsers(Directory.EMPTY, new UserSnapshot(List.of()));

    /** @param defaultArea see {@link RecipientSelector} */
    public Readiness(Statuses statuses, DirectoryService directories, UserService users, @Nullable String defaultArea) {
        this.statuses = statuses;
        this.directories = directories;
        this.users = users;
        this.defaultArea = defaultArea;
        this.recipients = new RecipientSelector(defaultArea);
    }

    /** The steps in which recipients are looked for. */
    public enum StepName {
        DUTY,
        RESPONSIBLE,
        ADMINISTRATORS
    }

    /**
     * A person of a step.
     *
     * @param obstacle what keeps an event of the status from the person; null: nothing
     */
    public record Somebody(Person person, @Nullable Obstacle obstacle) {}

    /** @param people those whom nothing keeps from the event come first */
    public record Step(StepName name, List<Somebody> people) {
        public Step {
            people = List.copyOf(people);
        }
    }

    /**
     * An area and a status.
     *
     * @param area null: unknown, as of an event whose address is in no range
     * @param woken who would be woken now, in the order of their chats
     * @param forced whether they have not selected the status, and are woken since nobody else is left
     */
    public record AreaReadiness(
            @Nullable String area, Status status, List<User> woken, boolean forced, List<Step> steps) {
        public AreaReadiness {
            woken = List.copyOf(woken);
            steps = List.copyOf(steps);
        }
    }

    /** By area and status; the unknown area, if events may have it, comes last. */
    public List<AreaReadiness> all() {
        LoggedInUsers now = now();
        Directory directory = now.directory();
        List<AreaReadiness> all = new ArrayList<>();
        directory.areas().keySet().stream().sorted().forEach(area -> all.addAll(of(area, now)));
        if (defaultArea == null || directory.areaName(defaultArea).isEmpty()) {
            all.addAll(of(null, now));
        }
        return all;
    }

    /** Of one area of the directory, by status. */
    public List<AreaReadiness> of(String area) {
        return of(area, now());
    }

    private List<AreaReadiness> of(@Nullable String area, LoggedInUsers now) {
        return statuses.all().stream()
                .filter(status -> status.wakes() && !status.closes())
                .map(status -> of(area, status, now))
                .toList();
    }

    private AreaReadiness of(@Nullable String area, Status status, LoggedInUsers now) {
        List<Recipient> selected =
                recipients.of(List.of(), status, area, Set.of(), now).recipients();
        List<User> woken = selected.stream()
                .map(recipient -> now.byChat(recipient.chat()))
                .flatMap(Optional::stream)
                .toList();
        boolean forced = selected.stream().anyMatch(recipient -> recipient.why() == Why.NOT_SELECTED);
        List<Step> steps = RecipientSelector.steps(area, now).stream()
                .map(step -> step(step, area, status, now))
                .toList();
        return new AreaReadiness(area, status, woken, forced, steps);
    }

    private static Step step(RecipientStep step, @Nullable String area, Status status, LoggedInUsers now) {
        StepName name =
                switch (step.why()) {
                    case DUTY -> StepName.DUTY;
                    case WOKEN -> StepName.RESPONSIBLE;
                    default -> StepName.ADMINISTRATORS;
                };
        List<Somebody> ready = new ArrayList<>();
        List<Somebody> others = new ArrayList<>();
        for (User user : step.users()) {
            Person person = now.directory().person(user.phone()).orElseThrow();
            Obstacle obstacle = user.obstacle(status.name()).orElse(null);
            (obstacle == null ? ready : others).add(new Somebody(person, obstacle));
        }
        now.directory().people().stream()
                .filter(person -> belongs(person, name, area))
                .filter(person -> now.byPhone(person.phone()).isEmpty())
                .sorted((one, other) -> one.name().compareToIgnoreCase(other.name()))
                .forEach(person -> others.add(new Somebody(person, Obstacle.NOT_LOGGED_IN)));
        ready.addAll(others);
        return new Step(name, ready);
    }

    /** Whether a person who is not logged in would belong to the step otherwise; nobody is on duty without a login. */
    private static boolean belongs(Person person, StepName step, @Nullable String area) {
        return switch (step) {
            case DUTY -> false;
            case RESPONSIBLE -> area != null && person.isResponsibleFor(area);
            case ADMINISTRATORS -> person.role() == Role.ADMIN;
        };
    }

    private LoggedInUsers now() {
        Directory directory = directories.current();
        UserSnapshot all = users.all();
        LoggedInUsers cached = loggedIn;
        if (!cached.isOf(directory, all)) {
            cached = new LoggedInUsers(directory, all);
            loggedIn = cached;
        }
        return cached;
    }
}

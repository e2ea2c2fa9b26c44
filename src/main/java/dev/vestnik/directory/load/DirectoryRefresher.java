package dev.vestnik.directory.load;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.load.RefreshResult.Removals;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces the directory by a new one if that is valid; otherwise the last valid version stays. */
public final class DirectoryRefresher {
    /** Of the people who would be logged out. */
    private static final int MAX_NAMES = 20;

    private final DirectoryService directories;
    private final DirectoryRefusals refusals;
    private final DirectorySource source;
    private final AreaCheck areaCheck;
    private final double maxRemovals;
    private final boolean samples;
    private String lastRead = "";
    private volatile RefreshResult.@Nullable Refused refusal;
    private volatile boolean awaited;

    /**
     * @param maxRemovals the largest share of the logged-in people, 0 to 1, that a new one may log out; one person may always
     *     be removed
     * @param samples whether to accept the sample people of the sandbox
     */
    public DirectoryRefresher(
            DirectoryService directories,
            DirectoryRefusals refusals,
            DirectorySource source,
            AreaCheck areaCheck,
            double maxRemovals,
            boolean samples) {
        this.directories = directories;
        this.refusals = refusals;
        this.source = source;
        this.areaCheck = areaCheck;
        this.maxRemovals = maxRemovals;
        this.samples = samples;
    }

    /**
     * Looks for a new directory, and puts it in force if it is valid and different.
     *
     * @param loggedIn the phones of all users
     * @param anew replace the directory even by an unchanged one
     */
    public synchronized RefreshResult refresh(Set<String> loggedIn, boolean anew) {
        Optional<DirectoryInput> found = source.input();
        boolean intact = directories.isIntact();
        awaited = found.isEmpty();
        if (found.isEmpty()) {
            return new RefreshResult.Awaited();
        }
        DirectoryInput input = found.get();
        String digest = input.digest();
        boolean accepted = refusals.isAccepted(digest);
        if (digest.equals(lastRead) && !anew && intact && !accepted) {
            return new RefreshResult.Unchanged();
        }
        RefreshResult result = read(input, loggedIn, anew || !intact, accepted);
        if (result instanceof RefreshResult.Refused refused) {
            refusals.put(DirectoryRefusals.Refusal.of(digest, refused));
            refusal = refused;
        } else {
            refusals.clear();
            refusal = null;
        }
        lastRead = digest;
        return result;
    }

    /** Whether a route delivers the directory, and has not done so since the start. */
    public boolean isAwaited() {
        return awaited;
    }

    /** Why the newest directory is not in force; empty: it is. */
    public Optional<RefreshResult.Refused> refusal() {
        return Optional.ofNullable(refusal);
    }

    private RefreshResult read(DirectoryInput input, Set<String> loggedIn, boolean anew, boolean accepted) {
        DirectoryReader.Result read = DirectoryReader.read(input, areaCheck, samples);
        if (!read.problems().isEmpty()) {
            return new RefreshResult.Refused(read.problems(), Optional.empty());
        }
        Directory before = directories.last();
        Directory after = read.directory();
        Optional<Removals> tooMany = tooManyRemovals(before, after, loggedIn);
        if (tooMany.isPresent() && !accepted) {
            return new RefreshResult.Refused(List.of(problem(input.name(TableKind.PEOPLE), tooMany.get())), tooMany);
        }
        if (after.sameAs(before) && !anew) {
            return new RefreshResult.Unchanged();
        }
        directories.replace(after);
        return new RefreshResult.Replaced(before, after);
    }

    /** The removal of one person is always allowed. */
    private Optional<Removals> tooManyRemovals(Directory before, Directory after, Set<String> loggedIn) {
        int all = (int) loggedIn.stream()
                .filter(phone -> before.person(phone).isPresent())
                .count();
        List<String> removed = loggedIn.stream()
                .filter(phone -> after.person(phone).isEmpty())
                .flatMap(phone -> before.person(phone).stream())
                .map(Person::name)
                .sorted()
                .toList();
        return removed.size() <= Math.max(1, all * maxRemovals)
                ? Optional.empty()
                : Optional.of(
                        new Removals(removed.size(), all, removed.subList(0, Math.min(MAX_NAMES, removed.size()))));
    }

    private DirectoryProblem problem(String people, Removals removals) {
        return new DirectoryProblem(
                people,
                String.format(
                        Locale.ROOT,
                        "would log out %d of the %d people who are logged in, and vestnik.directory.max-removals"
                                + " allows one, or a part of %s; if that is meant, an administrator accepts it with"
                                + " /directory in Telegram",
                        removals.removed(),
                        removals.loggedIn(),
                        maxRemovals));
    }
}

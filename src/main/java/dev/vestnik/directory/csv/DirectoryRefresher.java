package dev.vestnik.directory.csv;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.csv.RefreshResult.Removals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces the directory by its files if these are valid; otherwise the last valid version stays. */
public final class DirectoryRefresher {
    /** Of the people who would be logged out. */
    private static final int MAX_NAMES = 20;

    private final DirectoryService directories;
    private final DirectoryRefusals refusals;
    private final DirectorySource source;
    private final EscalationCheck escalationCheck;
    private final double maxRemovals;
    private final boolean samples;
    private String lastRead = "";
    private volatile RefreshResult.@Nullable Refused refusal;

    /**
     * @param maxRemovals the largest share of the logged-in people, 0 to 1, that new files may log out; one person may always
     *     be removed
     * @param samples whether to accept the sample people of the sandbox
     */
    public DirectoryRefresher(
            DirectoryService directories,
            DirectoryRefusals refusals,
            DirectorySource source,
            EscalationCheck escalationCheck,
            double maxRemovals,
            boolean samples) {
        this.directories = directories;
        this.refusals = refusals;
        this.source = source;
        this.escalationCheck = escalationCheck;
        this.maxRemovals = maxRemovals;
        this.samples = samples;
    }

    /**
     * Reads the files, and replaces the directory if they are valid and different.
     *
     * @param loggedIn the phones of all users
     * @param anew replace the directory even by unchanged files
     */
    public synchronized RefreshResult refresh(Set<String> loggedIn, boolean anew) {
        String digest = digest();
        boolean intact = directories.isIntact();
        boolean accepted = refusals.isAccepted(digest);
        if (digest.equals(lastRead) && !anew && intact && !accepted) {
            return new RefreshResult.Unchanged();
        }
        RefreshResult result = read(loggedIn, anew || !intact, accepted);
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

    /** Why the files are not in force; empty: they are. */
    public Optional<RefreshResult.Refused> refusal() {
        return Optional.ofNullable(refusal);
    }

    private RefreshResult read(Set<String> loggedIn, boolean anew, boolean accepted) {
        DirectoryReader.Result read = DirectoryReader.read(source, escalationCheck, samples);
        if (!read.problems().isEmpty()) {
            return new RefreshResult.Refused(read.problems(), Optional.empty());
        }
        Directory before = directories.last();
        Directory after = read.directory();
        Optional<Removals> tooMany = tooManyRemovals(before, after, loggedIn);
        if (tooMany.isPresent() && !accepted) {
            return new RefreshResult.Refused(List.of(problem(tooMany.get())), tooMany);
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

    private DirectoryProblem problem(Removals removals) {
        return DirectoryProblem.ofFile(
                DirectoryReader.PEOPLE,
                String.format(
                        Locale.ROOT,
                        "would log out %d of the %d people who are logged in, and vestnik.directory.max-removals"
                                + " allows one, or a part of %s; if that is meant, an administrator accepts it with"
                                + " /directory in Telegram",
                        removals.removed(),
                        removals.loggedIn(),
                        maxRemovals));
    }

    /** The digest of all three files; {@link DirectoryReader} reports unreadable ones. */
    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : DirectoryReader.FILES) {
                byte[] bytes = source.read(file).orElse(new byte[0]);
                digest.update((file + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}

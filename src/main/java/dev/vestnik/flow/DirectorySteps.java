package dev.vestnik.flow;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.load.DirectoryProblem;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.RefreshResult;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code directory-refresh.camel.yaml}. */
public final class DirectorySteps {
    /** Property: the users who were logged out. */
    static final String LOGGED_OUT = "vestnikLoggedOutUsers";

    /** Property: the directory that was replaced. */
    static final String DIRECTORY_BEFORE = "vestnikDirectoryBefore";

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySteps.class);

    /** Faults of one refresh in the log. */
    private static final int MAX_LOGGED = 20;

    private static final NoticeKind REFUSED = new NoticeKind("directory-refused", Duration.ofMinutes(10));

    private final DirectoryRefresher refresher;
    private final DirectoryService directories;
    private final UserService users;
    private final IncidentStore incidents;
    private final AdminNotices notices;
    private final Duration untouched;
    private final AtomicBoolean replaceAll;
    private final AtomicReference<@Nullable RefreshResult> startResult = new AtomicReference<>();

    /**
     * @param untouched incidents without an event for this long are closed
     * @param replaceAll whether the first refresh drops the current directory and loads an unchanged one again
     */
    public DirectorySteps(
            DirectoryRefresher refresher,
            DirectoryService directories,
            UserService users,
            IncidentStore incidents,
            AdminNotices notices,
            Duration untouched,
            boolean replaceAll) {
        this.refresher = refresher;
        this.directories = directories;
        this.users = users;
        this.incidents = incidents;
        this.notices = notices;
        this.untouched = untouched;
        this.replaceAll = new AtomicBoolean(replaceAll);
    }

    /**
     * Refreshes the directory before any route starts, or after Redis has lost it: without a directory, an event would have no
     * recipients and nobody could log in. The next {@link #refresh} reports the result.
     */
    public void refreshEarly() {
        RefreshResult result = read();
        if (result instanceof RefreshResult.Awaited) {
            LOG.info("A route delivers the directory, and has not done so yet; in force: {}", directories.last());
        } else {
            startResult.accumulateAndGet(
                    result, (before, now) -> before != null && now instanceof RefreshResult.Unchanged ? before : now);
        }
    }

    /**
     * Replaces the directory if there is a new one, and logs out users who are no longer in it; a refusal is logged and told to
     * the administrators. Body: whether the directory was replaced; if so, property {@link #LOGGED_OUT} contains the users
     * who were logged out, and {@link #DIRECTORY_BEFORE} the directory before.
     */
    public void refresh(Exchange exchange) {
        RefreshResult early = startResult.getAndSet(null);
        RefreshResult result = early == null ? read() : early;
        if (result instanceof RefreshResult.Refused refused) {
            report(refused);
        }
        if (result instanceof RefreshResult.Replaced replaced) {
            List<User> loggedOut = users.logOutUnknown(replaced.after());
            exchange.setProperty(LOGGED_OUT, loggedOut);
            exchange.setProperty(DIRECTORY_BEFORE, replaced.before());
            LOG.info("The directory in force: {}; {} logged out", replaced.summary(), loggedOut.size());
        }
        exchange.getMessage().setBody(result instanceof RefreshResult.Replaced);
    }

    private void report(RefreshResult.Refused refused) {
        List<DirectoryProblem> problems = refused.problems();
        LOG.error("The new directory is refused, the last good version stays in force:");
        problems.stream().limit(MAX_LOGGED).forEach(problem -> LOG.error("{}", problem));
        if (problems.size() > MAX_LOGGED) {
            LOG.error("and {} more faults in the new directory", problems.size() - MAX_LOGGED);
        }
        notices.send(refused.removals()
                .map(removals -> AdminNotice.of(
                        REFUSED,
                        "notice.directory.removals",
                        Integer.toString(removals.removed()),
                        Integer.toString(removals.loggedIn())))
                .orElseGet(() -> AdminNotice.of(
                        REFUSED,
                        "notice.directory.refused",
                        Integer.toString(problems.size()),
                        problems.get(0).toString())));
    }

    /** Loads the directory that another instance has written. */
    public void reload() {
        directories.reload();
    }

    /** Closes the incidents without a recent event. */
    public void closeStaleIncidents() {
        List<String> closed = incidents.closeUntouched(untouched);
        if (!closed.isEmpty()) {
            LOG.info("Closed {} incidents that no event has touched for {}", closed.size(), untouched);
        }
    }

    private RefreshResult read() {
        RefreshResult result = refresher.refresh(users.all().phones(), replaceAll.get());
        if (!(result instanceof RefreshResult.Awaited)) {
            replaceAll.set(false);
        }
        return result;
    }
}

package dev.vestnik.flow;

import dev.vestnik.directory.DirectoryRefresher;
import dev.vestnik.directory.RefreshResult;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the directory's files in force and logs out who is not in it any more. The body says afterwards whether there is a
 * new directory that all instances are to be told of: true or false; then the property {@link #LOGGED_OUT} holds the users who
 * are to be told that they are logged out.
 */
public final class RefreshDirectory implements Processor {
    static final String LOGGED_OUT = "vestnikLoggedOut";

    private static final Logger LOG = LoggerFactory.getLogger(RefreshDirectory.class);

    private final DirectoryRefresher refresher;
    private final UserService users;
    private final AtomicBoolean anew;
    private final AtomicReference<@Nullable RefreshResult> untold = new AtomicReference<>();

    /** @param anew whether the first refresh drops what is in force, and loads even what says nothing new */
    public RefreshDirectory(DirectoryRefresher refresher, UserService users, boolean anew) {
        this.refresher = refresher;
        this.users = users;
        this.anew = new AtomicBoolean(anew);
    }

    /**
     * The refresh at start, to be called before any route runs: an event or a contact that came earlier than the first
     * directory would concern nobody, and be nobody's. The first exchange tells what came of it.
     */
    public void beforeRoutesRun() {
        untold.set(refresh());
    }

    private RefreshResult refresh() {
        RefreshResult refresh = refresher.refresh(users.all().phones(), anew.get());
        anew.set(false);
        return refresh;
    }

    @Override
    public void process(Exchange exchange) {
        RefreshResult early = untold.getAndSet(null);
        RefreshResult refresh = early == null ? refresh() : early;
        boolean replaced = refresh instanceof RefreshResult.Replaced;
        if (refresh instanceof RefreshResult.Refused refused) {
            LOG.error("The directory's files are refused, the last good version stays in force:");
            refused.problems().forEach(problem -> LOG.error("{}", problem));
        }
        if (refresh instanceof RefreshResult.Replaced done) {
            List<User> loggedOut = users.logOutStrangers(done.after());
            exchange.setProperty(LOGGED_OUT, loggedOut);
            LOG.info("The directory in force: {}; {} logged out", done.summary(), loggedOut.size());
        }
        exchange.getMessage().setBody(replaced);
    }
}

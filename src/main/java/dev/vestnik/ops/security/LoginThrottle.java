package dev.vestnik.ops.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how often an address may guess the operator's password: after {@value #MOST} wrong ones within a minute its logins are
 * answered 429, right or wrong, until the minute has passed. The log says so once a minute.
 */
public final class LoginThrottle extends OncePerRequestFilter
        implements ApplicationListener<AbstractAuthenticationFailureEvent> {
    static final int MOST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(LoginThrottle.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 1_000;

    private record Guesses(int number, Instant since) {}

    private final Clock clock;
    private final Map<String, Guesses> guesses = new LinkedHashMap<>();

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onApplicationEvent(AbstractAuthenticationFailureEvent event) {
        if (event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details) {
            wrong(details.getRemoteAddress());
        }
    }

    /** A wrong password came from this address. */
    synchronized void wrong(String address) {
        Instant now = clock.instant();
        guesses.values().removeIf(old -> !now.isBefore(old.since().plus(WINDOW)));
        if (guesses.size() >= MOST_ADDRESSES && !guesses.containsKey(address)) {
            guesses.remove(guesses.keySet().iterator().next());
        }
        Guesses all = guesses.merge(
                address, new Guesses(1, now), (before, one) -> new Guesses(before.number() + 1, before.since()));
        if (all.number() == MOST) {
            LOG.warn("{} wrong passwords from {} within a minute; it has to wait", MOST, address);
        }
    }

    /** How long this address has to wait; zero: it may log in. */
    synchronized Duration pause(String address) {
        Guesses all = guesses.get(address);
        if (all == null || all.number() < MOST) {
            return Duration.ZERO;
        }
        Duration pause = Duration.between(clock.instant(), all.since().plus(WINDOW));
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean login = request.getHeader("Authorization") != null
                || request.getMethod().equals("POST") && request.getRequestURI().endsWith("/login");
        return !login;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration pause = pause(request.getRemoteAddr());
        if (pause.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(429);
        response.setHeader("Retry-After", Long.toString(pause.toSeconds() + 1));
    }
}

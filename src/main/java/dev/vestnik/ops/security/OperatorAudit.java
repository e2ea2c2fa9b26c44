package dev.vestnik.ops.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Writes a line to the log {@code dev.vestnik.audit} for each change that an operator makes: who, what, on what. */
public final class OperatorAudit {
    /** Who uses JMX on the machine itself, which knows no login. */
    static final String LOCAL = "local-jmx";

    private static final Logger LOG = LoggerFactory.getLogger("dev.vestnik.audit");

    /** The login of who is acting now. */
    public String operator() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null ? LOCAL : login.getName();
    }

    /** Somebody who may only see has asked for a change, and was refused. */
    public void refused(String operation, Object subject) {
        LOG.warn("Viewer {} is refused: {} {}", operator(), operation, subject);
    }

    /**
     * @param operation what is done, e.g. {@code dead-letters replay}
     * @param subject on what; contains no phone and no secret
     */
    public void record(String operation, Object subject) {
        LOG.info("Operator {}: {} {}", operator(), operation, subject);
    }
}

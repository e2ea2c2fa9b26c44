package dev.vestnik.flow;

import dev.vestnik.notice.NoticeReports;

/** The steps of {@code admin-notices.camel.yaml}. */
public final class NoticeSteps {
    private final NoticeReports reports;

    public NoticeSteps(NoticeReports reports) {
        this.reports = reports;
    }

    /** Tells administrators how many events were rejected since the last time, at most once an hour. */
    public void reportRejects() {
        reports.rejects();
    }

    /** Logs new dead letters, and tells administrators how many there are. */
    public void reportDeadLetters() {
        reports.deadLetters();
    }
}

package dev.vestnik.notice;

import java.time.Duration;

/**
 * A kind of notice.
 *
 * @param name e.g. {@code rejected}; part of a Redis key
 * @param interval administrators get at most one notice of this kind in this time
 */
public record NoticeKind(String name, Duration interval) {}

package dev.vestnik.source;

/**
 * A source whose messages wait for no answer, such as syslog, and that is on.
 *
 * @param name of the source: the last part of its settings' names, and a tag of metrics
 * @param senders who may send
 * @param rate how many messages that are events it may send to this process
 * @param expected whether its silence is an incident
 */
public record MessageSource(String name, AllowedSenders senders, RequestRate rate, boolean expected) {}

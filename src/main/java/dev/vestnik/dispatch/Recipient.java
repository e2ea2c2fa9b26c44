package dev.vestnik.dispatch;

import dev.vestnik.outbox.OutboxEntry.Why;

/** One who gets an event, and why. */
public record Recipient(long chat, Why why) {}

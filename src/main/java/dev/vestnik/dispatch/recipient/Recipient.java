package dev.vestnik.dispatch.recipient;

import dev.vestnik.outbox.OutboxEntry.Why;

/** A chat that gets an event, and why. */
public record Recipient(long chat, Why why) {}

package dev.vestnik.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A line together with whose it is. Never holds a phone.
 *
 * @param chat the person's chat
 * @param person the name that the directory has for who is logged in there; null: nobody is
 */
public record PersonRecord(long chat, @Nullable String person, DeliveryRecord line) {}

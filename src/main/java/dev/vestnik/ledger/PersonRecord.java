package dev.vestnik.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A delivery record with its recipient; never contains a phone.
 *
 * @param chat the chat of the recipient
 * @param person the name of the recipient in the directory; null: nobody is logged in from this chat
 */
public record PersonRecord(long chat, @Nullable String person, DeliveryRecord line) {}

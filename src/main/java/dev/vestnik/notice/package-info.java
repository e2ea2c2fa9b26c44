/** Notices to the administrators in Telegram about the service itself, through the outbox. */
@NullMarked
package dev.vestnik.notice;

import org.jspecify.annotations.NullMarked;

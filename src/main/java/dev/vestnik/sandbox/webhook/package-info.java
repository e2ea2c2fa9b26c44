/** The sandbox's webhooks: updates are posted as Telegram posts them. */
@NullMarked
package dev.vestnik.sandbox.webhook;

import org.jspecify.annotations.NullMarked;

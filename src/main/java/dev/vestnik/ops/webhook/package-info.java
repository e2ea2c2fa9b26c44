/** The webhook at Telegram: its registration, and what Telegram says of it. */
@NullMarked
package dev.vestnik.ops.webhook;

import org.jspecify.annotations.NullMarked;

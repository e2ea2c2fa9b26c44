/** Text in Russian and English: phrases from the message bundles, plural forms, Telegram HTML, sanitized external text. */
@NullMarked
package dev.vestnik.text;

import org.jspecify.annotations.NullMarked;

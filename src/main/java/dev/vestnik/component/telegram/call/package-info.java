/**
 * One call of the Bot API: how messages become requests, and how responses become results or exceptions. Internal to the
 * component.
 */
@NullMarked
package dev.vestnik.component.telegram.call;

import org.jspecify.annotations.NullMarked;

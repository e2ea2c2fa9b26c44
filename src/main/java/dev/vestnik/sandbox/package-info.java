/** A Telegram of Vestnik's own, for trying it and for tests. Nobody depends on it. */
@NullMarked
package dev.vestnik.sandbox;

import org.jspecify.annotations.NullMarked;

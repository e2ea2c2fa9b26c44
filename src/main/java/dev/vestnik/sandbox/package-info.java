/** An in-memory substitute for Telegram, for trying Vestnik and for tests. */
@NullMarked
package dev.vestnik.sandbox;

import org.jspecify.annotations.NullMarked;

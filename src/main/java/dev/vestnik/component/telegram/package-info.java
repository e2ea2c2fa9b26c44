/** The engine under Camel's {@code telegram:} scheme. Knows Camel, camel-telegram and its HTTP client, and nothing of Vestnik or Spring. */
@NullMarked
package dev.vestnik.component.telegram;

import org.jspecify.annotations.NullMarked;

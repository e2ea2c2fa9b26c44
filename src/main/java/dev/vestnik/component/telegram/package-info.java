/**
 * Camel's {@code telegram:} component with asynchronous sending and its own long polling. Depends on Camel, camel-telegram and
 * Jetty's HTTP client, not on Vestnik or Spring.
 */
@NullMarked
package dev.vestnik.component.telegram;

import org.jspecify.annotations.NullMarked;

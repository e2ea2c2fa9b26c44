/** Wiring of the sandbox, and of the explanations on its page. */
@NullMarked
package dev.vestnik.config.sandbox;

import org.jspecify.annotations.NullMarked;

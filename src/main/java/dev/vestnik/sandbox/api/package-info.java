/** The methods of the sandbox's Bot API. */
@NullMarked
package dev.vestnik.sandbox.api;

import org.jspecify.annotations.NullMarked;

/** Arguments, responses and errors of calls of the sandbox's Bot API. */
@NullMarked
package dev.vestnik.sandbox.protocol;

import org.jspecify.annotations.NullMarked;

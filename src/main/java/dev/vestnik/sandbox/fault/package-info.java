/** Faults, limits and rate limits of the sandbox's Bot API. */
@NullMarked
package dev.vestnik.sandbox.fault;

import org.jspecify.annotations.NullMarked;

/** Keeps secrets and phone numbers out of the log and of JMX. */
@NullMarked
package dev.vestnik.ops.logging;

import org.jspecify.annotations.NullMarked;

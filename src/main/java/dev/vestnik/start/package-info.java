/** What happens between the start of the process and its readiness, and the order of its stop. */
@NullMarked
package dev.vestnik.start;

import org.jspecify.annotations.NullMarked;

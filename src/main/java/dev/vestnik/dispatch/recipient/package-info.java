/** Who gets an event: the steps, the people of each step, and who comes next. */
@NullMarked
package dev.vestnik.dispatch.recipient;

import org.jspecify.annotations.NullMarked;

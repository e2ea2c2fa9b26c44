/** What the log lines of a route are about. */
@NullMarked
package dev.vestnik.flow.log;

import org.jspecify.annotations.NullMarked;

/** The check of all route files without a start: their form, and their routes, built in a context that starts nothing. */
@NullMarked
package dev.vestnik.start.check;

import org.jspecify.annotations.NullMarked;

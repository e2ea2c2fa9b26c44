/** What editors of route files are told: options of components, beans, and the shapes of steps. */
@NullMarked
package dev.vestnik.start.catalog;

import org.jspecify.annotations.NullMarked;

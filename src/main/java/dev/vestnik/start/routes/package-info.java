/** Checks of the route files before Camel reads them, and the start of the local and source routes apart from the rest. */
@NullMarked
package dev.vestnik.start.routes;

import org.jspecify.annotations.NullMarked;

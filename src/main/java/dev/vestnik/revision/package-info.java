/** The revisions of the route files: the versions that were in force, and the way back to one of them. */
@NullMarked
package dev.vestnik.revision;

import org.jspecify.annotations.NullMarked;

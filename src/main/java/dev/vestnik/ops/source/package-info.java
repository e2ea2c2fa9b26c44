/** The meters of the sources over HTTP. */
@NullMarked
package dev.vestnik.ops.source;

import org.jspecify.annotations.NullMarked;

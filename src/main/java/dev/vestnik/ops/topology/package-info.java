/** The picture of what the routes connect: read from the definitions, laid out in layers, written as SVG. */
@NullMarked
package dev.vestnik.ops.topology;

import org.jspecify.annotations.NullMarked;

/** The {@code redis-streams:} Camel component. Knows Camel and Lettuce, and nothing of Vestnik or Spring. */
@NullMarked
package dev.vestnik.component.redisstreams;

import org.jspecify.annotations.NullMarked;

/** Internal to the component. Other packages use only {@code dev.vestnik.component.redisstreams}. */
@NullMarked
package dev.vestnik.component.redisstreams.settle;

import org.jspecify.annotations.NullMarked;

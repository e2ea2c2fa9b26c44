/**
 * The {@code redis-streams:} Camel component. It depends on Camel and Lettuce only. Other code uses only this package; the
 * packages below are internal:
 *
 * <ul>
 *   <li>{@code client}: connections, scripts, Redis keys
 *   <li>{@code work}: runs exchanges, decides about retries, settles, monitors
 *   <li>{@code group}, {@code keyed}: the two ways of reading
 *   <li>{@code drain}: moves a list into a stream
 *   <li>{@code lease}: names of consumers, the lease of a group
 * </ul>
 */
@NullMarked
package dev.vestnik.component.redisstreams;

import org.jspecify.annotations.NullMarked;

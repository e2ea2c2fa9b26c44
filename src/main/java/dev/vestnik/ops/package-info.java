/** For operators: health, MBeans, metrics. */
@NullMarked
package dev.vestnik.ops;

import org.jspecify.annotations.NullMarked;

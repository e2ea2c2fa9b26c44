/** Long polling: the loop, its offset, its status and the order of updates. Internal to the component. */
@NullMarked
package dev.vestnik.component.telegram.poll;

import org.jspecify.annotations.NullMarked;

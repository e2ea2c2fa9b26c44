/** Updates as Camel messages, from polls and from the webhook. Internal to the component. */
@NullMarked
package dev.vestnik.component.telegram.update;

import org.jspecify.annotations.NullMarked;

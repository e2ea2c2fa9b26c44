/** Decides which message shows incidents in a group: a copy, an edit of the copy, or a digest of several. */
@NullMarked
package dev.vestnik.delivery.group;

import org.jspecify.annotations.NullMarked;

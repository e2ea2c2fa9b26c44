/** Sources: their settings, who may send, how fast, and how their words become those of events. */
@NullMarked
package dev.vestnik.source;

import org.jspecify.annotations.NullMarked;

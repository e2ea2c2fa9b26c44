/**
 * What if: which people the events of the past would reach with other routes, another directory or other settings. Nothing is
 * sent.
 */
@NullMarked
package dev.vestnik.whatif;

import org.jspecify.annotations.NullMarked;

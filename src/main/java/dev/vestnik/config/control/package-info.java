/** Wiring of the MBeans for operators. */
@NullMarked
package dev.vestnik.config.control;

import org.jspecify.annotations.NullMarked;

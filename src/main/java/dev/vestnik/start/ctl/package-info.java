/** {@code vestnik ctl}: what the MBeans of a running Vestnik offer, on a command line. Starts no Spring. */
@NullMarked
package dev.vestnik.start.ctl;

import org.jspecify.annotations.NullMarked;

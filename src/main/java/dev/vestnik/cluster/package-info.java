/** What runs once: leases. */
@NullMarked
package dev.vestnik.cluster;

import org.jspecify.annotations.NullMarked;

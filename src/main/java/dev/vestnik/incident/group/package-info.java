/** Groups and topics that get copies of the cards of incidents: their bindings, and the digests of what came too fast. */
@NullMarked
package dev.vestnik.incident.group;

import org.jspecify.annotations.NullMarked;

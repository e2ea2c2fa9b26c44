/** Escalation: who is told again, and when, while nobody takes an incident. */
@NullMarked
package dev.vestnik.incident.escalation;

import org.jspecify.annotations.NullMarked;

/** The ledger: records what became of each event for each person, and answers administrators. */
@NullMarked
package dev.vestnik.ledger;

import org.jspecify.annotations.NullMarked;

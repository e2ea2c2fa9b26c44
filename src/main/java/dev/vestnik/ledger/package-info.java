/** What became of each event for each person, written with the settlements, and asked by administrators. */
@NullMarked
package dev.vestnik.ledger;

import org.jspecify.annotations.NullMarked;

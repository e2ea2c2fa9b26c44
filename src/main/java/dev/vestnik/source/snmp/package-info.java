/** SNMP traps: what they are, by a table in files, and who may send those of version 3. */
@NullMarked
package dev.vestnik.source.snmp;

import org.jspecify.annotations.NullMarked;

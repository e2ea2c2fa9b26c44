package dev.vestnik.source.snmp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trap or an inform.
 *
 * @param agent the address of the device, if the trap says it; null: that of the sender
 * @param oid what it is; those of version 1 as RFC 3584, section 3.1 translates them
 * @param name by the table; null: it does not have the trap
 * @param severity by the table; empty: none
 * @param object what is up or down, by the table; empty: the trap itself
 * @param index the row of the first variable that the table knows; empty: none
 * @param values of the variables, by name, or by OID if the table does not know it
 */
public record Trap(
        @Nullable String agent,
        String oid,
        @Nullable String name,
        String severity,
        String object,
        String index,
        Map<String, String> values) {}

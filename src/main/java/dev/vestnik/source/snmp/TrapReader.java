package dev.vestnik.source.snmp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Reads traps of all versions; see https://www.rfc-editor.org/rfc/rfc3416#section-4.2.6. */
public final class TrapReader {
    /** Of a longer value the beginning is kept, characters. */
    private static final int MAX_VALUE = 1_000;

    private static final String NO_ADDRESS = "0.0.0.0";

    private final TrapTable table;

    public TrapReader(TrapTable table) {
        this.table = table;
    }

    /** Never fails; a trap without an OID is one of the OID 0.0. */
    public Trap read(PDU pdu) {
        Map<String, String> values = new LinkedHashMap<>();
        String index = "";
        String oid = pdu instanceof PDUv1 old ? ofVersion1(old) : "0.0";
        String agent = pdu instanceof PDUv1 old ? address(old.getAgentAddress()) : null;
        for (VariableBinding binding : pdu.getVariableBindings()) {
            OID variable = binding.getOid();
            if (variable.equals(SnmpConstants.snmpTrapOID)) {
                oid = dotted(binding.getVariable());
            } else if (variable.equals(SnmpConstants.snmpTrapAddress)) {
                agent = address(binding.getVariable());
            } else if (!variable.equals(SnmpConstants.sysUpTime)
                    && !variable.equals(SnmpConstants.snmpTrapEnterprise)) {
                Optional<TrapTable.Found> known = table.variable(variable.toDottedString());
                index = index.isEmpty() ? known.map(TrapTable.Found::index).orElse("") : index;
                values.putIfAbsent(
                        known.map(found -> found.entry().name()).orElse(variable.toDottedString()),
                        text(binding.getVariable()));
            }
        }
        Optional<TrapTable.Entry> entry = table.trap(oid);
        return new Trap(
                agent,
                oid,
                entry.map(TrapTable.Entry::name).orElse(null),
                entry.map(TrapTable.Entry::severity).orElse(""),
                entry.map(TrapTable.Entry::object).orElse(""),
                index,
                values);
    }

    /** https://www.rfc-editor.org/rfc/rfc3584#section-3.1 */
    private static String ofVersion1(PDUv1 trap) {
        return trap.getGenericTrap() == PDUv1.ENTERPRISE_SPECIFIC
                ? trap.getEnterprise().toDottedString() + ".0." + trap.getSpecificTrap()
                : SnmpConstants.snmpTraps.toDottedString() + "." + (trap.getGenericTrap() + 1);
    }

    private static @Nullable String address(@Nullable Variable address) {
        String text = address == null ? NO_ADDRESS : address.toString();
        return text.equals(NO_ADDRESS) ? null : text;
    }

    private static String dotted(Variable value) {
        return value instanceof OID oid ? oid.toDottedString() : value.toString();
    }

    private static String text(Variable value) {
        String text = value instanceof OctetString octets ? words(octets) : dotted(value);
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE);
    }

    /** As text if it is one in UTF-8, else in hexadecimal digits. */
    private static String words(OctetString octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getValue()))
                    .toString();
            return text.codePoints().allMatch(c -> c >= ' ' && c != 0x7f || Character.isWhitespace(c))
                    ? text.strip()
                    : octets.toHexString();
        } catch (CharacterCodingException e) {
            return octets.toHexString();
        }
    }
}

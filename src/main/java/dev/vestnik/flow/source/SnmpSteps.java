package dev.vestnik.flow.source;

import dev.vestnik.source.snmp.Trap;
import dev.vestnik.source.snmp.TrapReader;
import dev.vestnik.store.RedisJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.snmp.SnmpMessage;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;

/** The reader of {@code sources/snmp.camel.yaml}. */
public final class SnmpSteps {
    /** Header of the component: the community, or the user of version 3. */
    private static final String SECURITY_NAME = "securityName";

    private final TrapReader reader;
    private final boolean onlyVersion3;
    private final @Nullable String community;

    /**
     * @param community what traps of versions 1 and 2c must have; null: anything
     * @param onlyVersion3 whether traps of these versions are refused, whatever they have
     */
    public SnmpSteps(TrapReader reader, @Nullable String community, boolean onlyVersion3) {
        this.reader = reader;
        this.community = community;
        this.onlyVersion3 = onlyVersion3;
    }

    /**
     * Body: a trap, to JSON with its parts.
     *
     * @throws SenderRefusedException if the trap has another community, or none of version 3 is asked for
     */
    public void read(Exchange exchange) throws SenderRefusedException {
        PDU pdu = exchange.getMessage(SnmpMessage.class).getSnmpMessage();
        if (!(pdu instanceof ScopedPDU)) {
            check(exchange.getMessage().getHeader(SECURITY_NAME, String.class));
        }
        Trap trap = reader.read(pdu);
        Object sender = exchange.getProperty(MessageSteps.SENDER);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("sender", sender);
        parts.put("agent", trap.agent() == null ? sender : trap.agent());
        parts.put("oid", trap.oid());
        parts.put("name", trap.name());
        parts.put("severity", trap.severity());
        parts.put("object", trap.object());
        parts.put("index", trap.index());
        parts.put("values", trap.values());
        exchange.getMessage().setBody(RedisJson.write(parts));
    }

    private void check(@Nullable String given) throws SenderRefusedException {
        if (onlyVersion3) {
            throw new SenderRefusedException(
                    "refused a trap of version 1 or 2c, since vestnik.sources.snmp.users asks for version 3");
        }
        if (community != null
                && !MessageDigest.isEqual(
                        community.getBytes(StandardCharsets.UTF_8),
                        (given == null ? "" : given).getBytes(StandardCharsets.UTF_8))) {
            throw new SenderRefusedException("refused a trap whose community is not vestnik.sources.snmp.community");
        }
    }
}

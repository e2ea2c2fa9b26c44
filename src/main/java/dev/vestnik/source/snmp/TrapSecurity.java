package dev.vestnik.source.snmp;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.snmp4j.TransportStateReference;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityParameters;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.SecurityStateReference;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * Checks traps of version 3 by the user-based security model. A user's trap must have the protection that the user has: the
 * model alone would take one without any, too.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3414">RFC 3414</a>
 */
public final class TrapSecurity extends USM {
    private final Map<OctetString, Integer> levels;

    private TrapSecurity(Collection<TrapUser> users) {
        super(SecurityProtocols.getInstance(), new OctetString(MPv3.createLocalEngineID()), 0);
        levels = users.stream()
                .map(user -> Map.entry(
                        new OctetString(user.name()),
                        user.isEncrypted() ? SecurityLevel.AUTH_PRIV : SecurityLevel.AUTH_NOPRIV))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other));
        users.forEach(user -> addUser(user.user()));
    }

    /** The receivers of traps in this process take those of these users; without users none of version 3. */
    public static void use(Collection<TrapUser> users) {
        // Those of older devices, too.
        SecurityProtocols.getInstance()
                .addPredefinedProtocolSet(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        SecurityModels.getInstance().addSecurityModel(new TrapSecurity(users));
    }

    @Override
    public int processIncomingMsg(
            int version,
            int maxSize,
            SecurityParameters parameters,
            SecurityModel model,
            int level,
            BERInputStream message,
            TransportStateReference transport,
            OctetString engine,
            OctetString user,
            BEROutputStream pdu,
            Integer32 maxResponse,
            SecurityStateReference state,
            StatusInformation status)
            throws IOException {
        int result = super.processIncomingMsg(
                version,
                maxSize,
                parameters,
                model,
                level,
                message,
                transport,
                engine,
                user,
                pdu,
                maxResponse,
                state,
                status);
        return result == SnmpConstants.SNMPv3_USM_OK && level < levels.getOrDefault(user, SecurityLevel.AUTH_NOPRIV)
                ? SnmpConstants.SNMPv3_USM_UNSUPPORTED_SECURITY_LEVEL
                : result;
    }
}

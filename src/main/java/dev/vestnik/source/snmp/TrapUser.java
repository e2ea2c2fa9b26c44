package dev.vestnik.source.snmp;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** A user of SNMP version 3, as {@code name SHA-256 passphrase AES-128 passphrase}; without encryption three words. */
public record TrapUser(
        String name,
        OID authentication,
        String key,
        @Nullable OID privacy,
        @Nullable String privacyKey) {
    /** https://www.rfc-editor.org/rfc/rfc3414#section-11.2 */
    private static final int MIN_KEY = 8;

    private static final Map<String, OID> AUTHENTICATION = new TreeMap<>(Map.of(
            "MD5", AuthMD5.ID,
            "SHA", AuthSHA.ID,
            "SHA-224", AuthHMAC128SHA224.ID,
            "SHA-256", AuthHMAC192SHA256.ID,
            "SHA-384", AuthHMAC256SHA384.ID,
            "SHA-512", AuthHMAC384SHA512.ID));
    private static final Map<String, OID> PRIVACY = new TreeMap<>(
            Map.of("DES", PrivDES.ID, "AES-128", PrivAES128.ID, "AES-192", PrivAES192.ID, "AES-256", PrivAES256.ID));

    /** @throws IllegalArgumentException if the words are wrong; the message says what is right, and no passphrase */
    public static TrapUser parse(String words) {
        String[] parts = words.strip().split("\\s+");
        if (parts.length != 3 && parts.length != 5) {
            throw new IllegalArgumentException("has an entry of " + parts.length
                    + " words, but each must be: name SHA-256 passphrase AES-128 passphrase");
        }
        boolean encrypted = parts.length == 5;
        return new TrapUser(
                parts[0],
                protocol(parts[1], AUTHENTICATION),
                key(parts[2]),
                encrypted ? protocol(parts[3], PRIVACY) : null,
                encrypted ? key(parts[4]) : null);
    }

    private static OID protocol(String name, Map<String, OID> known) {
        OID protocol = known.get(name.toUpperCase(Locale.ROOT));
        if (protocol == null) {
            throw new IllegalArgumentException(
                    "has the protocol '" + name + "', but it must be one of " + String.join(", ", known.keySet()));
        }
        return protocol;
    }

    private static String key(String key) {
        if (key.length() < MIN_KEY) {
            throw new IllegalArgumentException("has a passphrase shorter than " + MIN_KEY + " characters");
        }
        return key;
    }

    /** What no log may show. */
    public Set<String> secrets() {
        return privacyKey == null ? Set.of(key) : new HashSet<>(List.of(key, privacyKey));
    }

    UsmUser user() {
        return new UsmUser(
                new OctetString(name),
                authentication,
                new OctetString(key),
                privacy,
                privacyKey == null ? null : new OctetString(privacyKey));
    }

    boolean isEncrypted() {
        return privacy != null;
    }

    /** Never shows a passphrase. */
    @Override
    public String toString() {
        return "TrapUser[" + name + "]";
    }
}

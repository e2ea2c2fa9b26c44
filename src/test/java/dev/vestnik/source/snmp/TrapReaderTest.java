package dev.vestnik.source.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

class TrapReaderTest {
    private static final Path SHIPPED = Path.of("routes/sources/snmp-traps.csv");

    @TempDir
    private Path folder;

    private final TrapReader reader = new TrapReader(TrapTable.read(List.of(SHIPPED)));

    @Test
    void aTrapHasTheNamesOfTheTable() {
        Trap trap = reader.read(trap(
                "1.3.6.1.6.3.1.1.5.3",
                "1.3.6.1.2.1.2.2.1.1.3",
                new Integer32(3),
                "1.3.6.1.2.1.31.1.1.1.18.3",
                new OctetString("Магистраль".getBytes(StandardCharsets.UTF_8)),
                "1.3.6.1.4.1.99999.1.3",
                new OctetString(new byte[] {0, 1, (byte) 0xff})));

        assertThat(trap)
                .isEqualTo(new Trap(
                        null,
                        "1.3.6.1.6.3.1.1.5.3",
                        "linkDown",
                        "down",
                        "link",
                        "3",
                        Map.of("ifIndex", "3", "ifAlias", "Магистраль", "1.3.6.1.4.1.99999.1.3", "00:01:ff")));
    }

    @Test
    void theAddressOfANeighbourIsTheRow() {
        Trap trap = reader.read(trap("1.3.6.1.2.1.15.0.2", "1.3.6.1.2.1.15.3.1.2.192.0.2.7", new Integer32(1)));

        assertThat(trap.index()).isEqualTo("192.0.2.7");
        assertThat(trap.object()).isEqualTo("neighbor");
        assertThat(trap.severity()).isEqualTo("down");
    }

    @Test
    void aTrapOfVersion1IsTheSame() {
        PDUv1 link = new PDUv1();
        link.setGenericTrap(PDUv1.LINKUP);
        link.setAgentAddress(new IpAddress("10.1.2.3"));
        assertThat(reader.read(link).name()).isEqualTo("linkUp");
        assertThat(reader.read(link).agent()).isEqualTo("10.1.2.3");

        PDUv1 own = new PDUv1();
        own.setEnterprise(new OID("1.3.6.1.4.1.9.9.43.2"));
        own.setGenericTrap(PDUv1.ENTERPRISE_SPECIFIC);
        own.setSpecificTrap(1);
        assertThat(reader.read(own).oid()).isEqualTo("1.3.6.1.4.1.9.9.43.2.0.1");
        assertThat(reader.read(own).severity()).isEqualTo("ignore");
    }

    @Test
    void anythingElseIsATrapToo() {
        Trap unknown = reader.read(trap("1.3.6.1.4.1.99999.7"));

        assertThat(unknown.name()).isNull();
        assertThat(unknown.severity()).isEmpty();
        assertThat(reader.read(new PDU()).oid()).isEqualTo("0.0");
    }

    @Test
    void aFileOfOnesOwnAddsAndWins() throws IOException {
        Path own = Files.writeString(
                folder.resolve("own.csv"), "\ufeff.1.3.6.1.6.3.1.1.5.3;link;minor;port\n*,other,ignore\n");
        TrapTable table = TrapTable.read(List.of(SHIPPED, own, folder.resolve("absent.csv")));

        assertThat(table.trap("1.3.6.1.6.3.1.1.5.3")).contains(new TrapTable.Entry("link", "minor", "port"));
        assertThat(table.trap("1.3.6.1.4.1.99999.7")).contains(new TrapTable.Entry("other", "ignore", ""));
        assertThat(table.trap("1.3.6.1.6.3.1.1.5.4")).contains(new TrapTable.Entry("linkUp", "up", "link"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linkDown,1.3|own.csv:2: 'linkDown' is no OID; a line is oid,name,severity,object",
                "1.3.6|own.csv:2: it has 1 cells, but a line is oid,name,severity,object",
                "1.3.6,a,b,c,d|own.csv:2: it has 5 cells, but a line is"
            })
    void aWrongLineIsNamed(String line, String sentence) throws IOException {
        Path own = Files.writeString(folder.resolve("own.csv"), "# comment\n" + line + "\n");

        assertThatThrownBy(() -> TrapTable.read(List.of(own))).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "nms SHA-256, has an entry of 2 words",
        "nms SHA-3 passphrase, 'has the protocol ''SHA-3'', but it must be one of MD5, SHA, SHA-224'",
        "nms SHA short, has a passphrase shorter than 8 characters"
    })
    void aWrongUserIsRefusedWithoutItsPassphrase(String words, String sentence) {
        assertThatThrownBy(() -> TrapUser.parse(words)).hasMessageStartingWith(sentence);
        assertThat(TrapUser.parse("nms sha-256 authentic-pass aes-128 private-pass"))
                .hasToString("TrapUser[nms]");
    }

    private static PDU trap(String oid, Object... variables) {
        PDU pdu = new PDU();
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(1)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID(oid)));
        for (int i = 0; i < variables.length; i += 2) {
            pdu.add(new VariableBinding(new OID((String) variables[i]), (Variable) variables[i + 1]));
        }
        return pdu;
    }
}

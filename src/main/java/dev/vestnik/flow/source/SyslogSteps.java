package dev.vestnik.flow.source;

import dev.vestnik.source.syslog.SyslogMessage;
import dev.vestnik.source.syslog.SyslogReader;
import dev.vestnik.source.syslog.SyslogSeverity;
import dev.vestnik.store.RedisJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** The reader of {@code sources/syslog.camel.yaml}. */
public final class SyslogSteps {
    private final SyslogSeverity least;

    /** @param least messages of this severity, or a worse one, are wanted, whatever they say */
    public SyslogSteps(SyslogSeverity least) {
        this.least = least;
    }

    /** Body: the bytes of one message, to JSON with its parts; those that it does not have are absent. */
    public void read(Exchange exchange) {
        byte[] sent = exchange.getMessage().getBody(byte[].class);
        SyslogMessage message = SyslogReader.read(sent == null ? new byte[0] : sent);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("sender", exchange.getProperty(MessageSteps.SENDER));
        parts.put("host", message.host());
        parts.put("facility", message.facility());
        parts.put("severity", message.severity().keyword());
        parts.put("wanted", message.isAtLeast(least));
        parts.put("time", message.time());
        parts.put("program", message.program());
        parts.put("pid", message.pid());
        parts.put("mnemonic", message.mnemonic());
        parts.put("data", message.data());
        parts.put("text", message.text());
        parts.put("raw", message.raw());
        exchange.getMessage().setBody(RedisJson.write(parts));
    }
}

package org.example.disk;

import java.util.Map;
import org.springframework.stereotype.Component;

/** A bean for routes, named diskReport: reads the line that a server sends about its disk, such as {@code server-7 97}. */
@Component
public class DiskReport {
    /** @return the host and the used part of its disk, in percent */
    public Map<String, Object> read(String line) {
        String[] parts = line.strip().split("\\s+");
        if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException("A report is a host and a number of percent, such as: server-7 97");
        }
        return Map.of("host", parts[0], "used", Integer.parseInt(parts[1]));
    }
}

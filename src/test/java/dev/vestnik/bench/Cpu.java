package dev.vestnik.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who uses the processors, by Linux's /proc; says nothing elsewhere. */
final class Cpu {
    /** Linux counts processor time in hundredths of a second. */
    private static final int TICK_MILLIS = 10;

    private final Map<String, Long> before;

    private Cpu(Map<String, Long> before) {
        this.before = before;
    }

    /** Begins to count for these processes. */
    static Cpu of(Map<String, Long> pids) throws IOException {
        return new Cpu(times(pids));
    }

    /** What each has used since then, in ms, and what other programs of this machine have used, which disturbs. */
    String since(Map<String, Long> pids) throws IOException {
        Map<String, Long> now = times(pids);
        StringBuilder text = new StringBuilder("cpu ms:");
        long ours = 0;
        for (String name : pids.keySet()) {
            long used = now.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
            ours += used;
            text.append(' ').append(name).append(' ').append(used);
        }
        return text.append(" others ")
                .append(now.getOrDefault("all", 0L) - before.getOrDefault("all", 0L) - ours)
                .toString();
    }

    private static Map<String, Long> times(Map<String, Long> pids) throws IOException {
        Map<String, Long> times = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            Path stat = Path.of("/proc", process.getValue().toString(), "stat");
            if (Files.exists(stat)) {
                String text = Files.readString(stat);
                String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
                times.put(process.getKey(), (Long.parseLong(words[11]) + Long.parseLong(words[12])) * TICK_MILLIS);
            }
        }
        Path all = Path.of("/proc/stat");
        if (Files.exists(all)) {
            String[] words = Files.readAllLines(all).get(0).split(" +");
            long busy = 0;
            for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
                busy += Long.parseLong(words[i]);
            }
            times.put("all", busy * TICK_MILLIS);
        }
        return times;
    }
}

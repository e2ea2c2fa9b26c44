package dev.vestnik.start.check;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.routes.RouteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The route files that can be in force together. A local file with a fault stays as it was, or is left out if it was not there,
 * so that it does not hold up the rest.
 *
 * @param files the files as they can be in force, in the order in which they are loaded
 * @param faults all faults that were found
 * @param refused the local files that are not in force as they stand
 */
public record UsableFiles(Map<Path, RouteFile> files, List<RouteFault> faults, Set<Path> refused) {
    /**
     * @param wanted the files as they stand
     * @param inForce the files of before; empty at a start
     */
    public static UsableFiles of(RouteCheck check, Map<Path, RouteFile> wanted, Map<Path, RouteFile> inForce) {
        Map<Path, RouteFile> files = new LinkedHashMap<>(wanted);
        List<RouteFault> faults = new ArrayList<>();
        Set<Path> refused = new LinkedHashSet<>();
        while (true) {
            Set<Path> changed = files.keySet().stream()
                    .filter(file -> isDifferent(file, files, inForce))
                    .filter(file -> !inForce.isEmpty() || LocalRoutes.isLocal(file))
                    .collect(Collectors.toSet());
            List<RouteFault> found = check.faults(List.copyOf(files.values()), changed, texts(wanted, refused));
            faults.addAll(found);
            Set<Path> faulty = changed.stream()
                    .filter(LocalRoutes::isLocal)
                    .filter(file ->
                            found.stream().anyMatch(fault -> file.toString().equals(fault.file())))
                    .collect(Collectors.toSet());
            if (faulty.isEmpty()) {
                return new UsableFiles(
                        files, faults.stream().sorted().distinct().toList(), refused);
            }
            refused.addAll(faulty);
            for (Path file : faulty) {
                RouteFile before = inForce.get(file);
                if (before == null) {
                    files.remove(file);
                } else {
                    files.put(file, before);
                }
            }
        }
    }

    private static boolean isDifferent(Path file, Map<Path, RouteFile> files, Map<Path, RouteFile> inForce) {
        RouteFile before = inForce.get(file);
        RouteFile now = files.get(file);
        return before == null || now == null || !before.text().equals(now.text());
    }

    /** Other files may name what stands in these. */
    private static String texts(Map<Path, RouteFile> files, Set<Path> refused) {
        return files.values().stream()
                .filter(file -> refused.contains(file.path()))
                .map(RouteFile::text)
                .collect(Collectors.joining("\n"));
    }

    /** The faults of files that are not local, because of which nothing can be changed. */
    public List<RouteFault> faultsOfOthers() {
        return faults.stream()
                .filter(fault ->
                        refused.stream().noneMatch(file -> file.toString().equals(fault.file())))
                .toList();
    }
}

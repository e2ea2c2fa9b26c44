package dev.vestnik.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory of so many ranges and people; one range in ten lies within another. */
record LargeDirectory(int ranges, int people) {
    private static final int AREAS = 200;

    /** Area by CIDR block: from 10.0.0.0 on one network of 256 addresses after the other, then a part of each of the first. */
    Map<String, String> areaByRange() {
        Map<String, String> areas = new LinkedHashMap<>();
        int outer = ranges * 9 / 10;
        for (int i = 0; i < outer; i++) {
            areas.put(network(i) + "0/24", area(i / 256));
        }
        for (int i = 0; i < ranges - outer; i++) {
            areas.put(network(i) + i % 16 * 16 + "/28", area(i));
        }
        return areas;
    }

    /** The first three numbers of an address in the n-th network, with their dots. */
    static String network(int n) {
        return "%d.%d.%d.".formatted(10 + n / 65_536, n / 256 % 256, n % 256);
    }

    private static String area(int n) {
        return "area-" + n % AREAS;
    }

    /** Writes the three files. */
    void write(Path folder) throws IOException {
        List<String> areas = new ArrayList<>(List.of("area,name"));
        for (int i = 0; i < AREAS; i++) {
            areas.add(area(i) + ",Область " + i);
        }
        List<String> blocks = new ArrayList<>(List.of("cidr,area"));
        areaByRange().forEach((cidr, area) -> blocks.add(cidr + "," + area));
        List<String> persons = new ArrayList<>(List.of("phone,name,areas,role,language,zone"));
        for (int i = 0; i < people; i++) {
            persons.add("+7916%07d,Сотрудник %d,%s|%s,operator,ru,Europe/Moscow".formatted(i, i, area(i), area(i + 7)));
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("areas.csv"), areas);
        Files.write(folder.resolve("rangeips.csv"), blocks);
        Files.write(folder.resolve("people.csv"), persons);
    }
}

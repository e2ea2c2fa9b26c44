package dev.vestnik.bot.duty;

import dev.vestnik.directory.Directory;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where nobody who can be reached is on duty, now or later.
 *
 * @param unreachable the areas whose people on duty cannot be reached
 * @param overtime the areas where somebody is on duty only because nobody has come, after the end of the duty
 * @param until by the end of the last duty the areas where somebody is on duty until then
 */
public record DutyCoverage(List<String> unreachable, List<String> overtime, SortedMap<Instant, List<String>> until) {
    /** The areas of the directory. Where nobody is on duty at all, and where an end is not known, is in none of the lists. */
    public static DutyCoverage of(UserSnapshot users, Directory directory, Instant now) {
        List<String> unreachable = new ArrayList<>();
        List<String> overtime = new ArrayList<>();
        SortedMap<Instant, List<String>> until = new TreeMap<>();
        for (Map.Entry<String, String> area : directory.areas().entrySet()) {
            List<User> onDuty = users.onDuty(area.getKey(), directory);
            List<Duty> duties = onDuty.stream()
                    .filter(User::reachable)
                    .flatMap(user -> Stream.ofNullable(user.duty()))
                    .toList();
            if (duties.isEmpty() && !onDuty.isEmpty()) {
                unreachable.add(area.getValue());
            }
            if (duties.isEmpty() || duties.stream().anyMatch(duty -> duty.until() == null)) {
                continue;
            }
            Instant end = duties.stream()
                    .flatMap(duty -> Stream.ofNullable(duty.until()))
                    .max(Instant::compareTo)
                    .orElse(now);
            if (end.isAfter(now)) {
                until.computeIfAbsent(end, any -> new ArrayList<>()).add(area.getValue());
            } else {
                overtime.add(area.getValue());
            }
        }
        return new DutyCoverage(unreachable, overtime, until);
    }
}

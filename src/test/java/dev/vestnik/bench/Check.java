package dev.vestnik.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has become of what was pushed.
 *
 * @param lost texts that did not arrive in their chat
 * @param twice texts that arrived once more
 * @param worst how many messages of one chat came twice, at most
 * @param disordered texts that came behind a later one
 * @param refused calls answered by 429
 * @param messages that were accepted
 * @param end when the last one was, in microseconds since the epoch
 */
record Check(int lost, int twice, int worst, int disordered, int refused, int messages, long end) {
    static Check of(Load.Pushed pushed, List<Call> calls) {
        int lost = 0;
        int twice = 0;
        int worst = 0;
        int disordered = 0;
        for (Map.Entry<Long, List<String>> chat : pushed.texts().entrySet()) {
            Set<String> arrived = new HashSet<>();
            List<String> order = new ArrayList<>();
            int repeated = 0;
            for (Call call : calls) {
                if (call.chat() == chat.getKey() && call.code() == 200) {
                    List<String> news = call.texts().stream()
                            .filter(chat.getValue()::contains)
                            .toList();
                    repeated += news.stream().anyMatch(arrived::contains) ? 1 : 0;
                    for (String text : news) {
                        if (arrived.add(text)) {
                            order.add(text);
                        } else {
                            twice++;
                        }
                    }
                }
            }
            lost += chat.getValue().size() - arrived.size();
            worst = Math.max(worst, repeated);
            for (int i = 1; i < order.size(); i++) {
                disordered += order.get(i - 1).compareTo(order.get(i)) > 0 ? 1 : 0;
            }
        }
        List<Call> accepted = calls.stream().filter(call -> call.code() == 200).toList();
        return new Check(
                lost,
                twice,
                worst,
                disordered,
                calls.size() - accepted.size(),
                accepted.size(),
                accepted.stream().mapToLong(Call::at).max().orElse(0));
    }

    boolean whole() {
        return lost == 0 && disordered == 0;
    }

    @Override
    public String toString() {
        return "%d messages, %d lost, %d twice (at most %d a chat), %d out of order, %d x 429"
                .formatted(messages, lost, twice, worst, disordered, refused);
    }
}

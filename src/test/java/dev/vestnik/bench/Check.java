package dev.vestnik.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has become of what was pushed. Messages and files are looked at apart: a digest names the first and the last of its
 * events, and its file lists them all. Edits show again what messages have shown.
 *
 * @param lost texts that did not arrive in their chat
 * @param twice texts that arrived once more
 * @param worst how many messages of one chat came twice, at most
 * @param disordered texts that came behind a later one
 * @param refused calls answered by 429
 * @param messages that were accepted, edits and files too
 * @param end when the last message or edit was, in microseconds since the epoch
 * @param filed when the last file was; 0: there is none
 */
record Check(int lost, int twice, int worst, int disordered, int refused, int messages, long end, long filed) {
    static Check of(Load.Pushed pushed, List<Call> calls) {
        List<Call> accepted = calls.stream().filter(call -> call.code() == 200).toList();
        int lost = 0;
        int twice = 0;
        int worst = 0;
        int disordered = 0;
        for (Map.Entry<Long, List<String>> chat : pushed.texts().entrySet()) {
            Set<String> arrived = new HashSet<>();
            int repeated = 0;
            for (Call.Kind kind : List.of(Call.Kind.MESSAGE, Call.Kind.FILE)) {
                List<String> order = new ArrayList<>();
                for (Call call : accepted) {
                    if (call.chat() == chat.getKey() && call.kind() == kind) {
                        List<String> brought = call.texts().stream()
                                .filter(chat.getValue()::contains)
                                .toList();
                        List<String> news = brought.stream()
                                .filter(text -> !order.contains(text))
                                .toList();
                        twice += brought.size() - news.size();
                        repeated += news.size() < brought.size() ? 1 : 0;
                        order.addAll(news);
                    }
                }
                arrived.addAll(order);
                for (int i = 1; i < order.size(); i++) {
                    disordered += order.get(i - 1).compareTo(order.get(i)) > 0 ? 1 : 0;
                }
            }
            lost += chat.getValue().size() - arrived.size();
            worst = Math.max(worst, repeated);
        }
        return new Check(
                lost,
                twice,
                worst,
                disordered,
                calls.size() - accepted.size(),
                accepted.size(),
                last(accepted, call -> call.kind() != Call.Kind.FILE),
                last(accepted, call -> call.kind() == Call.Kind.FILE));
    }

    private static long last(List<Call> calls, Predicate<Call> which) {
        return calls.stream().filter(which).mapToLong(Call::at).max().orElse(0);
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

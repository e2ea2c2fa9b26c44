package dev.vestnik.revision;

import java.util.List;

/** The lines that differ between two texts, by their longest common subsequence. */
final class LineDifference {
    private final List<String> before;
    private final List<String> after;
    private final int[][] common;

    private LineDifference(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
        this.common = new int[this.before.size() + 1][this.after.size() + 1];
    }

    /** Each line that differs, with its number and {@code -} for one of the text before, {@code +} for one of the text after. */
    static String between(String before, String after) {
        return new LineDifference(before, after).text();
    }

    private String text() {
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        StringBuilder text = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (j >= after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                text.append("- ")
                        .append(i + 1)
                        .append(": ")
                        .append(before.get(i++))
                        .append('\n');
            } else {
                text.append("+ ")
                        .append(j + 1)
                        .append(": ")
                        .append(after.get(j++))
                        .append('\n');
            }
        }
        return text.toString();
    }
}

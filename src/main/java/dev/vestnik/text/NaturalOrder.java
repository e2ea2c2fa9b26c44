package dev.vestnik.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Orders texts as people do: numbers by their value ({@code sw-9} before {@code sw-10}), letters without their case. */
public final class NaturalOrder implements Comparator<String> {
    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String one, String other) {
        List<String> parts = parts(one);
        List<String> others = parts(other);
        for (int i = 0; i < Math.min(parts.size(), others.size()); i++) {
            int order = comparePart(parts.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(parts.size(), others.size());
        return order != 0 ? order : one.compareTo(other);
    }

    private static int comparePart(String one, String other) {
        if (isNumber(one) && isNumber(other)) {
            String number = one.replaceFirst("^0+(?=.)", "");
            String otherNumber = other.replaceFirst("^0+(?=.)", "");
            int order = Integer.compare(number.length(), otherNumber.length());
            return order != 0 ? order : number.compareTo(otherNumber);
        }
        return one.compareToIgnoreCase(other);
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        PART.matcher(text).results().forEach(part -> parts.add(part.group()));
        return parts;
    }
}

package dev.vestnik.delivery.digest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that differ only in their numbers, e.g. {@code sw-1 … sw-300}.
 *
 * @param pattern the text, with {@code #} in place of each number
 * @param low the least number at each place
 * @param high the greatest number at each place
 */
record Likeness(String pattern, List<String> low, List<String> high) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern PLACE = Pattern.compile("#");
    private static final Pattern WORD_WITH_PLACE = Pattern.compile("\\S*#\\S*");

    Likeness {
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    static Likeness of(String text) {
        String safe = text.replace('#', '＃');
        List<String> numbers =
                NUMBER.matcher(safe).results().map(number -> number.group()).toList();
        return new Likeness(NUMBER.matcher(safe).replaceAll("#"), numbers, numbers);
    }

    /** Both together; their patterns are equal. */
    Likeness with(Likeness other) {
        List<String> lowest = new ArrayList<>();
        List<String> highest = new ArrayList<>();
        for (int i = 0; i < low.size(); i++) {
            lowest.add(compare(low.get(i), other.low.get(i)) <= 0 ? low.get(i) : other.low.get(i));
            highest.add(compare(high.get(i), other.high.get(i)) >= 0 ? high.get(i) : other.high.get(i));
        }
        return new Likeness(pattern, lowest, highest);
    }

    /** One text for all: a word with one number that varies becomes its first and its last form. */
    String text() {
        Matcher words = WORD_WITH_PLACE.matcher(pattern);
        StringBuilder text = new StringBuilder();
        int place = 0;
        while (words.find()) {
            String word = words.group();
            int places = (int) PLACE.matcher(word).results().count();
            String first = filled(word, low.subList(place, place + places));
            String last = filled(word, high.subList(place, place + places));
            words.appendReplacement(text, Matcher.quoteReplacement(first.equals(last) ? first : first + " … " + last));
            place += places;
        }
        return words.appendTail(text).toString();
    }

    private static String filled(String word, List<String> numbers) {
        Matcher places = PLACE.matcher(word);
        StringBuilder filled = new StringBuilder();
        for (String number : numbers) {
            places.find();
            places.appendReplacement(filled, number);
        }
        return places.appendTail(filled).toString();
    }

    private static int compare(String one, String other) {
        return new BigInteger(one).compareTo(new BigInteger(other));
    }
}

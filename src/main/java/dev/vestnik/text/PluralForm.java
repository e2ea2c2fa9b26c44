package dev.vestnik.text;

/**
 * The form of a noun after a whole number.
 *
 * @see <a href="https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html">Unicode's rules</a>
 */
public enum PluralForm {
    ONE,
    FEW,
    MANY;

    /**
     * The form in this language; English has only {@link #ONE} and {@link #MANY}.
     *
     * @param language {@code ru} or {@code en}
     */
    public static PluralForm of(String language, int count) {
        if (!language.equals("ru")) {
            return count == 1 ? ONE : MANY;
        }
        int last = count % 10;
        boolean isTeen = count % 100 / 10 == 1;
        if (last == 1 && !isTeen) {
            return ONE;
        }
        return last >= 2 && last <= 4 && !isTeen ? FEW : MANY;
    }
}

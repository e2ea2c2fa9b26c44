package dev.vestnik.text;

/**
 * The form of a word that a whole number asks for.
 *
 * @see <a href="https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html">Unicode's rules</a>
 */
public enum PluralForm {
    ONE,
    FEW,
    MANY;

    /** English has {@link #ONE} and {@link #MANY} only. */
    public static PluralForm of(String language, int count) {
        if (!language.equals("ru")) {
            return count == 1 ? ONE : MANY;
        }
        int last = count % 10;
        boolean teen = count % 100 / 10 == 1;
        if (last == 1 && !teen) {
            return ONE;
        }
        return last >= 2 && last <= 4 && !teen ? FEW : MANY;
    }
}

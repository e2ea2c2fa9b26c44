package dev.vestnik.source.syslog;

import java.util.Map;
import java.util.TreeMap;

/** The structured data of RFC 5424; https://www.rfc-editor.org/rfc/rfc5424#section-6.3 */
final class StructuredData {
    private StructuredData() {}

    /** The parameters by their names; of two with one name the last. What is broken ends the data. */
    static Map<String, String> take(Cursor rest) {
        Map<String, String> data = new TreeMap<>();
        if (rest.isAt('-')) {
            rest.next();
        }
        while (rest.isAt('[')) {
            until(rest, " ]");
            while (!rest.atEnd() && !rest.isAt(']')) {
                rest.skip(" ");
                String name = until(rest, "=]");
                if (rest.isAt('=')) {
                    rest.next();
                    data.put(name, value(rest));
                }
            }
            if (rest.isAt(']')) {
                rest.next();
            }
        }
        return data;
    }

    private static String until(Cursor rest, String ends) {
        StringBuilder read = new StringBuilder();
        while (!rest.atEnd() && ends.chars().noneMatch(end -> rest.isAt((char) end))) {
            read.append(rest.next());
        }
        return read.toString();
    }

    private static String value(Cursor rest) {
        StringBuilder value = new StringBuilder();
        if (rest.isAt('"')) {
            rest.next();
        }
        while (!rest.atEnd() && !rest.isAt('"')) {
            char c = rest.next();
            value.append(c == '\\' && !rest.atEnd() ? rest.next() : c);
        }
        if (rest.isAt('"')) {
            rest.next();
        }
        return value.toString();
    }
}

package dev.vestnik.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request without some of its headers, and with other values of some. */
public final class HeaderRequest extends HttpServletRequestWrapper {
    private final TreeSet<String> hidden = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final TreeMap<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param hidden the names of the headers that the request does not show any more
     * @param added values by name; they replace the sender's
     */
    public HeaderRequest(HttpServletRequest request, List<String> hidden, Map<String, String> added) {
        super(request);
        this.hidden.addAll(hidden);
        this.added.putAll(added);
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = added.get(name);
        return value != null ? value : hidden.contains(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = added.get(name);
        if (value != null) {
            return Collections.enumeration(List.of(value));
        }
        return hidden.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = new ArrayList<>(added.keySet());
        Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !hidden.contains(name) && !added.containsKey(name))
                .forEach(names::add);
        return Collections.enumeration(names);
    }
}

package dev.vestnik.flow.source;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of HTML, as a browser would show them: without tags, one line for each block or row. */
final class HtmlText {
    private HtmlText() {}

    static String of(String html) {
        Document document = Jsoup.parse(html);
        StringBuilder text = new StringBuilder();
        document.body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    text.append(words.text());
                } else if (node instanceof Element element && isLine(element)) {
                    text.append('\n');
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && isLine(element)) {
                    text.append('\n');
                } else if (node.nameIs("td") || node.nameIs("th")) {
                    text.append(' ');
                }
            }
        });
        return text.toString()
                .replace('\u00a0', ' ')
                .replaceAll("[ \\t]+", " ")
                .replaceAll(" ?\\n[ \\n]*", "\n")
                .strip();
    }

    private static boolean isLine(Element element) {
        return element.nameIs("br") || element.isBlock() && !element.nameIs("td") && !element.nameIs("th");
    }
}

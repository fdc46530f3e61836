package org.i3d4j.report.picture;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A chart as the elements that a browser would find. */
final class Svg {
    private final Document document;

    private Svg(Document document) {
        this.document = document;
    }

    static Svg of(Chart chart) {
        return parse(SvgCanvas.draw("a chart", chart));
    }

    static Svg parse(String svg) {
        try {
            return new Svg(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<Element> all(String tag) {
        NodeList found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    /** A text and where its anchor is. */
    record Text(String text, double x, double y) {}

    /** The level ones. */
    List<Text> texts() {
        return all("text")
                .filter(text -> text.hasAttribute("x"))
                .map(text -> new Text(text.getTextContent(), number(text, "x"), number(text, "y")))
                .toList();
    }

    Text text(String text) {
        return texts().stream()
                .filter(found -> found.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    record Rectangle(double x, double y, double width, double height, String fill, String tip) {}

    List<Rectangle> rectangles(String fill) {
        return all("rect")
                .filter(rect -> rect.getAttribute("fill").equals(fill))
                .map(rect -> new Rectangle(
                        number(rect, "x"),
                        number(rect, "y"),
                        number(rect, "width"),
                        number(rect, "height"),
                        rect.getAttribute("fill"),
                        rect.getTextContent()))
                .toList();
    }

    /** A line by its first and last point. */
    record Line(double x1, double y1, double x2, double y2, String stroke, String opacity, int points) {}

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        all("polyline").forEach(line -> {
            String[] numbers = line.getAttribute("points").split("[ ,]", -1);
            int last = numbers.length;
            lines.add(new Line(
                    Double.parseDouble(numbers[0]),
                    Double.parseDouble(numbers[1]),
                    Double.parseDouble(numbers[last - 2]),
                    Double.parseDouble(numbers[last - 1]),
                    line.getAttribute("stroke"),
                    line.getAttribute("stroke-opacity"),
                    last / 2));
        });
        return lines;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}

package org.i3d4j.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A table that a click on a column's title sorts. Not safe for use by several threads at a time. */
public final class HtmlTable {
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private int sortedBy = -1;
    private boolean greatestFirst;

    private record Column(String title, boolean isNumber) {}

    /** One field. */
    public static final class Cell {
        private final String html;
        private final String sortedBy;

        private Cell(String html, String sortedBy) {
            this.html = html;
            this.sortedBy = sortedBy;
        }

        /** NaN where there is none, which comes last in every order. */
        private double number() {
            return sortedBy.isEmpty() ? Double.NaN : Double.parseDouble(sortedBy);
        }

        public static Cell text(String text) {
            return new Cell(Html.escape(text), text);
        }

        public static Cell number(long number) {
            return new Cell(String.valueOf(number), String.valueOf(number));
        }

        /** With digits as {@code format} has them, such as {@code %+.2f}; empty where it is NaN. */
        public static Cell number(double number, String format) {
            return Double.isNaN(number)
                    ? new Cell("", "")
                    : new Cell(Html.escape(String.format(Locale.ROOT, format, number)), String.valueOf(number));
        }

        /** Text that {@link Html#path} says where to break. */
        public static Cell path(String path) {
            return new Cell(Html.path(path), path);
        }

        /** In percent with a bar; empty where {@code share}, in [0, 1], is NaN. */
        public static Cell share(double share) {
            if (Double.isNaN(share)) {
                return new Cell("", "");
            }
            String bar = String.format(
                    Locale.ROOT,
                    "<span class=\"bar\"><span style=\"width:%.1f%%\"></span></span><span class=\"value\">%s</span>",
                    100 * share,
                    Html.percent(share));
            return new Cell(bar, String.valueOf(share));
        }
    }

    /** Adds a column of text. */
    public HtmlTable text(String title) {
        columns.add(new Column(title, false));
        return this;
    }

    /** Adds a column of numbers. */
    public HtmlTable number(String title) {
        columns.add(new Column(title, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public void row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /**
     * Sorts the rows so far by a column of numbers, and says so in its title; rows of the same number stay as they are,
     * those without one come last.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public HtmlTable sorted(String title, boolean greatestFirst) {
        sortedBy = columns.indexOf(new Column(title, true));
        if (sortedBy < 0) {
            throw new IllegalArgumentException("no column of numbers is called " + title + ": " + columns);
        }
        this.greatestFirst = greatestFirst;
        int direction = greatestFirst ? -1 : 1;
        rows.sort(
                Comparator.comparingDouble(row -> direction * row.get(sortedBy).number()));
        return this;
    }

    /** The {@code table} element. */
    public String html() {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"sortable\"><thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            html.append("<th scope=\"col\"")
                    .append(i == sortedBy ? ariaSort() : "")
                    .append(column.isNumber() ? " class=\"number\"" : "")
                    .append("><button type=\"button\">")
                    .append(Html.escape(column.title()))
                    .append("</button></th>");
        }
        html.append("</tr></thead><tbody>\n");
        rows.forEach(row -> append(row, html));
        return html.append("</tbody></table></div>\n").toString();
    }

    private String ariaSort() {
        return " aria-sort=\"" + (greatestFirst ? "descending" : "ascending") + "\"";
    }

    private void append(List<Cell> row, StringBuilder html) {
        html.append("<tr>");
        for (int i = 0; i < row.size(); i++) {
            html.append(columns.get(i).isNumber() ? "<td class=\"number\" data-sort=\"" : "<td data-sort=\"")
                    .append(Html.escape(row.get(i).sortedBy))
                    .append("\">")
                    .append(row.get(i).html)
                    .append("</td>");
        }
        html.append("</tr>\n");
    }
}

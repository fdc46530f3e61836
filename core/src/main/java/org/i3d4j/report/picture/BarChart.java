package org.i3d4j.report.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.report.picture.Canvas.Anchor;
import org.i3d4j.report.picture.Canvas.Box;

/**
 * Counts as horizontal bars over an axis, one below the other, with their labels on the left and their numbers at the end.
 */
public final class BarChart implements Chart {
    static final int ROW = 20;
    private static final int WIDTH = 900;
    private static final int BAR = 14;
    private static final int MARGIN = 16;
    static final int TOP = 62;
    private static final int AXIS_HEIGHT = 26;
    private static final int MOST_LABEL_WIDTH = 300;
    private static final int NUMBER_WIDTH = 90;
    private static final int GAP = 8;
    private static final int TICKS = 6;
    private static final Lettering TITLE = new Lettering(16, true);
    private static final Lettering LABEL = Lettering.plain(13);

    private final String title;
    private final List<Bar> bars;
    private final double labelWidth;
    private final double left;
    private final double room;
    private final Ticks ticks;

    private BarChart(String title, List<Bar> bars) {
        this.title = title;
        this.bars = bars;
        this.labelWidth = Math.min(
                MOST_LABEL_WIDTH,
                bars.stream().mapToDouble(bar -> LABEL.width(bar.label())).max().orElse(0));
        this.left = MARGIN + Math.ceil(labelWidth) + GAP;
        this.room = WIDTH - left - NUMBER_WIDTH;
        this.ticks = Ticks.ofCounts(bars.stream().mapToLong(Bar::count).max().orElse(0), TICKS);
    }

    /**
     * A row.
     *
     * @param label text on the left
     * @param count length of the bar; negative for a row of text only
     */
    public record Bar(String label, long count) {
        /** A row that only says something, as what was left out. */
        public static Bar note(String text) {
            return new Bar(text, -1);
        }
    }

    /**
     * Writes the bars as PNG to {@code file}, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, String title, List<Bar> bars) {
        Pictures.write(file, () -> chart(title, bars));
    }

    static Chart chart(String title, List<Bar> bars) {
        return new BarChart(title, List.copyOf(bars));
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return bottom() + AXIS_HEIGHT + MARGIN;
    }

    private double bottom() {
        return TOP + Math.max(1, bars.size()) * ROW;
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.text(title, MARGIN, TITLE.centredOn(MARGIN + 8), TITLE, Anchor.START, Ink.TEXT);
        drawAxis(canvas);
        for (int i = 0; i < bars.size(); i++) {
            draw(canvas, bars.get(i), TOP + i * ROW);
        }
    }

    /** Above and below: long lists scroll. */
    private void drawAxis(Canvas canvas) {
        for (double count : ticks.values()) {
            double x = left + length(count);
            canvas.line(x, TOP - 4, x, bottom() + 4, Ink.GRID, Pen.HAIR);
            String label = ticks.label(count);
            canvas.text(label, x, LABEL.centredOn(TOP - 13), LABEL, Anchor.MIDDLE, Ink.FAINT);
            canvas.text(label, x, LABEL.centredOn(bottom() + 13), LABEL, Anchor.MIDDLE, Ink.FAINT);
        }
    }

    private double length(double count) {
        return count * room / ticks.last();
    }

    private void draw(Canvas canvas, Bar bar, double top) {
        double baseline = LABEL.centredOn(top + ROW / 2.0);
        canvas.text(LABEL.fitted(bar.label(), labelWidth), MARGIN, baseline, LABEL, Anchor.START, Ink.TEXT);
        if (bar.count() >= 0) {
            canvas.fill(new Box(left, top + (ROW - BAR) / 2.0, length((double) bar.count()), BAR), Ink.BAR);
            String number = String.format(Locale.ROOT, "%,d", bar.count());
            double x = left + length((double) bar.count()) + GAP;
            // The lines of the axis would go through it.
            canvas.fill(new Box(x - 2, top + 2, LABEL.width(number) + 4, ROW - 4.0), Ink.PAPER);
            canvas.text(number, x, baseline, LABEL, Anchor.START, Ink.TEXT);
        }
    }
}

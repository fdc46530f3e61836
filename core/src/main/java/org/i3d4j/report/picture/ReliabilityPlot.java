package org.i3d4j.report.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.Calibration.Bin;
import org.i3d4j.metrics.Percent;
import org.i3d4j.report.picture.Canvas.Anchor;
import org.i3d4j.report.picture.Canvas.Box;

/**
 * Draws a reliability diagram: the accuracy of the predictions of each confidence bin beside the diagonal of perfect
 * calibration, the gap to it, and below how many predictions each bin has.
 */
public final class ReliabilityPlot implements Chart {
    private static final int SIDE = 420;
    private static final int SPREAD_HEIGHT = 90;
    private static final int LEFT = 78;
    private static final int TOP = 78;
    private static final int RIGHT = 30;
    private static final int BETWEEN = 52;
    private static final int BOTTOM = 66;
    private static final int TICKS = 5;
    private static final int COUNT_TICKS = 3;
    private static final int KEY = 14;
    private static final double HATCH = 7;
    private static final double GAP = 8;
    private static final Lettering TITLE = new Lettering(17, true);
    private static final Lettering LABEL = Lettering.plain(13);
    private static final Pen DIAGONAL = new Pen(1.5, List.of(6.0, 5.0));

    private final Calibration calibration;
    private final List<Bin> bins;
    private final Ticks counts;

    private ReliabilityPlot(Calibration calibration) {
        this.calibration = calibration;
        this.bins = calibration.bins();
        this.counts = Ticks.ofCounts(bins.stream().mapToLong(Bin::samples).max().orElse(0), COUNT_TICKS);
    }

    /**
     * Writes the diagram as PNG to {@code file}, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, Calibration calibration) {
        Pictures.write(file, () -> new ReliabilityPlot(calibration));
    }

    /**
     * The diagram as an {@code svg} element of a page.
     *
     * @throws org.i3d4j.error.OutputException if this Java can't draw
     */
    public static String svg(Calibration calibration) {
        return Pictures.svg("Reliability diagram", () -> new ReliabilityPlot(calibration));
    }

    @Override
    public double width() {
        return LEFT + SIDE + RIGHT;
    }

    @Override
    public double height() {
        return TOP + SIDE + BETWEEN + SPREAD_HEIGHT + BOTTOM;
    }

    @Override
    public void draw(Canvas canvas) {
        drawTitle(canvas);
        drawGrid(canvas);
        bins.stream().filter(bin -> bin.samples() > 0).forEach(bin -> drawAccuracy(canvas, bin));
        canvas.line(x(0), y(0), x(1), y(1), Ink.TEXT, DIAGONAL);
        canvas.outline(new Box(LEFT, TOP, SIDE, SIDE), Ink.FAINT);
        drawSpread(canvas, TOP + SIDE + BETWEEN);
    }

    private void drawTitle(Canvas canvas) {
        String title = "expected calibration error: " + Percent.of(calibration.expectedError());
        canvas.text(title, LEFT, 26, TITLE, Anchor.START, Ink.TEXT);
        double x = drawKey(canvas, LEFT, "accuracy", box -> canvas.fill(box, Ink.BAR));
        x = drawKey(canvas, x, "too confident", box -> fillGap(canvas, box, true));
        drawKey(canvas, x, "not confident enough", box -> fillGap(canvas, box, false));
    }

    /** @return where the next one begins */
    private static double drawKey(Canvas canvas, double x, String text, Consumer<Box> drawing) {
        Box box = new Box(x, 42, KEY, KEY);
        drawing.accept(box);
        canvas.text(text, x + KEY + 5, LABEL.centredOn(42 + KEY / 2.0), LABEL, Anchor.START, Ink.TEXT);
        return x + KEY + 5 + LABEL.width(text) + 2 * GAP;
    }

    /** Told apart by the hatching too: rising where too much was claimed, falling where too little. */
    private static void fillGap(Canvas canvas, Box box, boolean tooConfident) {
        canvas.fill(box, tooConfident ? Ink.TOO_CONFIDENT : Ink.NOT_CONFIDENT);
        canvas.hatch(box, tooConfident, HATCH, Ink.HATCHING);
    }

    private void drawGrid(Canvas canvas) {
        for (double share : Ticks.ofShares(TICKS).values()) {
            canvas.line(x(0), y(share), x(1), y(share), Ink.GRID, Pen.HAIR);
            canvas.line(x(share), y(0), x(share), y(1), Ink.GRID, Pen.HAIR);
            String label = Percent.round(share);
            canvas.text(label, LEFT - GAP, LABEL.centredOn(y(share)), LABEL, Anchor.END, Ink.TEXT);
            canvas.text(label, x(share), TOP + SIDE + 18, LABEL, Anchor.MIDDLE, Ink.TEXT);
        }
        canvas.textUpwards("accuracy", 20, TOP + SIDE / 2.0, LABEL, Anchor.MIDDLE, Ink.TEXT);
    }

    private void drawAccuracy(Canvas canvas, Bin bin) {
        double low = Math.min(bin.accuracy(), bin.meanConfidence());
        double high = Math.max(bin.accuracy(), bin.meanConfidence());
        fillGap(canvas, column(bin, low, high), bin.gap() > 0);
        canvas.fill(column(bin, 0, low), Ink.BAR);
        double accuracy = y(bin.accuracy());
        canvas.fill(new Box(x(bin.lower()), accuracy - 2, x(bin.upper()) - x(bin.lower()) - 1, 4), Ink.BAR);
        // On top, to be pointed at.
        canvas.fill(column(bin, 0, 1), Ink.PAPER.faded(0), tip(bin));
    }

    private static Box column(Bin bin, double from, double to) {
        return new Box(x(bin.lower()), y(to), x(bin.upper()) - x(bin.lower()) - 1, y(from) - y(to));
    }

    private static String tip(Bin bin) {
        return "confidence %s to %s: %s videos, mean confidence %s, accuracy %s"
                .formatted(
                        Percent.round(bin.lower()),
                        Percent.round(bin.upper()),
                        bin.samples(),
                        Percent.of(bin.meanConfidence()),
                        Percent.of(bin.accuracy()));
    }

    private void drawSpread(Canvas canvas, double top) {
        double bottom = top + SPREAD_HEIGHT;
        for (double count : counts.values()) {
            double at = bottom - SPREAD_HEIGHT * count / counts.last();
            canvas.line(x(0), at, x(1), at, Ink.GRID, Pen.HAIR);
            canvas.text(counts.label(count), LEFT - GAP, LABEL.centredOn(at), LABEL, Anchor.END, Ink.TEXT);
        }
        for (Bin bin : bins) {
            double height = SPREAD_HEIGHT * bin.samples() / counts.last();
            double width = x(bin.upper()) - x(bin.lower()) - 1;
            canvas.fill(new Box(x(bin.lower()), bottom - height, width, height), Ink.FAINT, tip(bin));
        }
        canvas.outline(new Box(LEFT, top, SIDE, SPREAD_HEIGHT), Ink.FAINT);
        canvas.textUpwards("videos", 20, top + SPREAD_HEIGHT / 2.0, LABEL, Anchor.MIDDLE, Ink.TEXT);
        for (double share : Ticks.ofShares(TICKS).values()) {
            canvas.text(Percent.round(share), x(share), bottom + 18, LABEL, Anchor.MIDDLE, Ink.TEXT);
        }
        canvas.text(
                "confidence: probability of the predicted class",
                LEFT + SIDE / 2.0,
                bottom + 42,
                LABEL,
                Anchor.MIDDLE,
                Ink.TEXT);
    }

    private static double x(double share) {
        return Math.rint(LEFT + share * SIDE);
    }

    private static double y(double share) {
        return Math.rint(TOP + (1 - share) * SIDE);
    }
}

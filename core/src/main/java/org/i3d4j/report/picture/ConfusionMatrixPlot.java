package org.i3d4j.report.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.metrics.Percent;
import org.i3d4j.report.picture.Canvas.Anchor;
import org.i3d4j.report.picture.Canvas.Box;

/**
 * Draws a confusion matrix, each row coloured by shares of its true class: with names and counts up to
 * {@value #MAXIMUM_LABELLED} classes, as a heat map with numbers of classes beyond. A PNG has the names of these numbers
 * below; on a page every cell tells its own.
 */
public final class ConfusionMatrixPlot implements Chart {
    static final int MAXIMUM_LABELLED = 60;
    private static final int SIDE = 960;
    private static final int LARGEST_CELL = 72;
    private static final int MARGIN = 24;
    private static final int TITLE_HEIGHT = 60;
    private static final int AXIS_TITLE_HEIGHT = 30;
    private static final int BAR_WIDTH = 18;
    private static final int BAR_LABEL_WIDTH = 56;
    private static final int BAR_STEPS = 48;
    private static final int LABEL_GAP = 6;
    private static final int LONGEST_LABEL = 240;
    private static final int TICKS = 8;
    private static final int SMALLEST_COUNT = 6;
    private static final Lettering TITLE = new Lettering(17, true);
    private static final Lettering AXIS_TITLE = Lettering.plain(15);

    private final ConfusionMatrix matrix;
    private final List<String> names;
    private final boolean onPage;
    private final int cell;
    private final int side;
    private final Lettering lettering;
    private final List<Integer> labelled;
    private final double labelWidth;
    private final double left;
    private final double top;
    private final ClassKey key;

    private ConfusionMatrixPlot(ConfusionMatrix matrix, List<String> names, boolean onPage) {
        this.matrix = matrix;
        this.names = names;
        this.onPage = onPage;
        this.cell = Math.max(1, Math.min(LARGEST_CELL, SIDE / matrix.classes()));
        this.side = cell * matrix.classes();
        this.lettering = Lettering.plain(Math.max(11, Math.min(14, cell - 4)));
        this.labelled = isLabelled()
                ? IntStream.range(0, matrix.classes()).boxed().toList()
                : Ticks.within(0, matrix.classes() - 1.0, TICKS).values().stream()
                        .map(Double::intValue)
                        .toList();
        double widest = labelled.stream()
                .mapToDouble(index -> lettering.width(label(index)))
                .max()
                .orElse(0);
        this.labelWidth = Math.min(LONGEST_LABEL, Math.ceil(widest));
        this.left = MARGIN + AXIS_TITLE_HEIGHT + labelWidth + LABEL_GAP;
        this.top = MARGIN + TITLE_HEIGHT;
        this.key = isLabelled() || onPage ? ClassKey.NONE : new ClassKey(names, left + side + BAR_WIDTH);
    }

    /**
     * Writes {@code matrix} as PNG to {@code file}, in place of an older picture.
     *
     * @param classNames one per class
     * @throws IllegalArgumentException for another number of names
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, ConfusionMatrix matrix, List<String> classNames) {
        requireNames(matrix, classNames);
        Pictures.write(file, () -> chart(matrix, classNames, false));
    }

    /**
     * {@code matrix} as an {@code svg} element of a page.
     *
     * @param classNames one per class
     * @throws IllegalArgumentException for another number of names
     * @throws org.i3d4j.error.OutputException if this Java can't draw
     */
    public static String svg(ConfusionMatrix matrix, List<String> classNames) {
        requireNames(matrix, classNames);
        return Pictures.svg("Confusion matrix", () -> chart(matrix, classNames, true));
    }

    static Chart chart(ConfusionMatrix matrix, List<String> classNames, boolean onPage) {
        return new ConfusionMatrixPlot(matrix, classNames, onPage);
    }

    private static void requireNames(ConfusionMatrix matrix, List<String> classNames) {
        if (classNames.size() != matrix.classes()) {
            throw new IllegalArgumentException(classNames.size() + " names for " + matrix.classes() + " classes");
        }
    }

    private boolean isLabelled() {
        return matrix.classes() <= MAXIMUM_LABELLED;
    }

    /** A class's name, or its number on an axis that is too dense for names. */
    private String label(int index) {
        return isLabelled() ? names.get(index) : String.valueOf(index);
    }

    @Override
    public double width() {
        double matrixWidth = left + side + 2 * MARGIN + BAR_WIDTH + BAR_LABEL_WIDTH;
        return Math.max(matrixWidth, TITLE.width(title()) + 2 * MARGIN);
    }

    private double matrixHeight() {
        return top + side + LABEL_GAP + labelWidth + AXIS_TITLE_HEIGHT + MARGIN;
    }

    @Override
    public double height() {
        return matrixHeight() + key.height();
    }

    @Override
    public void draw(Canvas canvas) {
        for (int truth = 0; truth < matrix.classes(); truth++) {
            drawRow(canvas, truth);
        }
        canvas.outline(new Box(left - 0.5, top - 0.5, side + 1, side + 1), Ink.FAINT);
        drawLabels(canvas);
        drawTitles(canvas);
        drawBar(canvas, left + side + MARGIN);
        key.draw(canvas, MARGIN, matrixHeight());
    }

    private void drawRow(Canvas canvas, int truth) {
        long support = matrix.support(truth);
        double y = top + truth * cell;
        if (support == 0) {
            canvas.fill(new Box(left, y, side, cell), Ink.NOTHING_KNOWN, names.get(truth) + ": no videos");
        }
        for (int predicted = 0; predicted < matrix.classes(); predicted++) {
            long count = matrix.count(truth, predicted);
            double x = left + predicted * cell;
            if (count > 0) {
                drawCell(
                        canvas,
                        new Box(x, y, cell, cell),
                        count,
                        shown((double) count / support),
                        tip(truth, predicted));
            }
            if (isLabelled()) {
                canvas.outline(new Box(x, y, cell, cell), Ink.GRID);
            }
        }
    }

    private void drawCell(Canvas canvas, Box box, long count, double share, String tip) {
        canvas.fill(box, Ink.share(share), tip);
        if (isLabelled()) {
            String text = String.valueOf(count);
            canvas.text(
                    text,
                    box.x() + cell / 2.0,
                    fitting(text).centredOn(box.y() + cell / 2.0),
                    fitting(text),
                    Anchor.MIDDLE,
                    Ink.textOn(share));
        }
    }

    private String tip(int truth, int predicted) {
        String what = truth == predicted
                ? names.get(truth) + ": right, "
                : names.get(truth) + " taken for " + names.get(predicted) + ": ";
        long count = matrix.count(truth, predicted);
        long support = matrix.support(truth);
        return what + count + " of " + support + " (" + Percent.of((double) count / support) + ")";
    }

    /** Single mistakes among many classes would be too faint to see: their shares are drawn by the square root. */
    private double shown(double share) {
        return isLabelled() ? share : Math.sqrt(share);
    }

    private Lettering fitting(String count) {
        int size = Math.min(16, cell - 4);
        while (size > SMALLEST_COUNT && Lettering.plain(size).width(count) > cell - 2) {
            size--;
        }
        return Lettering.plain(size);
    }

    private void drawLabels(Canvas canvas) {
        double bottom = top + side + LABEL_GAP;
        for (int index : labelled) {
            String label = lettering.fitted(label(index), labelWidth);
            double middle = index * cell + cell / 2.0;
            canvas.text(label, left - LABEL_GAP, lettering.centredOn(top + middle), lettering, Anchor.END, Ink.TEXT);
            canvas.textUpwards(label, lettering.centredOn(left + middle), bottom, lettering, Anchor.END, Ink.TEXT);
        }
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "%s of %,d right, mean class accuracy %s",
                Percent.of(matrix.accuracy()),
                matrix.total(),
                Percent.of(matrix.meanClassAccuracy()));
    }

    private void drawTitles(Canvas canvas) {
        canvas.text(title(), MARGIN, MARGIN + 16, TITLE, Anchor.START, Ink.TEXT);
        String colour = "colour: share of the true class; grey: class without videos"
                + (onPage ? "; point at a cell to see what it is" : "");
        canvas.text(colour, MARGIN, MARGIN + 38, AXIS_TITLE, Anchor.START, Ink.FAINT);
        String kind = isLabelled() ? "" : " (number)";
        double baseline = top + side + LABEL_GAP + labelWidth + AXIS_TITLE_HEIGHT - 6;
        canvas.text("predicted class" + kind, left + side / 2.0, baseline, AXIS_TITLE, Anchor.MIDDLE, Ink.TEXT);
        canvas.textUpwards("true class" + kind, MARGIN + 8, top + side / 2.0, AXIS_TITLE, Anchor.MIDDLE, Ink.TEXT);
    }

    private void drawBar(Canvas canvas, double x) {
        double step = (double) side / BAR_STEPS;
        for (int i = 0; i < BAR_STEPS; i++) {
            Ink ink = Ink.share(shown(1 - (i + 0.5) / BAR_STEPS));
            canvas.fill(new Box(x, top + i * step, BAR_WIDTH, step), ink);
        }
        canvas.outline(new Box(x - 0.5, top - 0.5, BAR_WIDTH + 1, side + 1), Ink.FAINT);
        for (double share : Ticks.ofShares(2).values()) {
            double y = lettering.centredOn(top + side * (1 - share));
            canvas.text(Percent.round(share), x + BAR_WIDTH + LABEL_GAP, y, lettering, Anchor.START, Ink.TEXT);
        }
    }
}

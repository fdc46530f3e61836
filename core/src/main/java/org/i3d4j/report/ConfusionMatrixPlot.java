package org.i3d4j.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.i3d4j.metrics.ConfusionMatrix;

/**
 * Draws a confusion matrix, each row coloured by shares of its true class: with names and counts up to
 * {@value #MAXIMUM_LABELLED} classes, as a plain heat map beyond.
 */
public final class ConfusionMatrixPlot {
    static {
        Pictures.needNoDisplay();
    }

    static final int MAXIMUM_LABELLED = 60;
    private static final int SIDE = 960;
    private static final int LARGEST_CELL = 72;
    private static final int MARGIN = 24;
    private static final int TITLE_HEIGHT = 60;
    private static final int AXIS_TITLE_HEIGHT = 30;
    private static final int BAR_WIDTH = 18;
    private static final int BAR_LABEL_WIDTH = 56;
    private static final int LABEL_GAP = 6;
    private static final int LONGEST_LABEL = 240;
    private static final int TICKS = 8;
    private static final Color INK = new Color(0x222222);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font AXIS_TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

    private final ConfusionMatrix matrix;
    private final List<String> names;
    private final int cell;
    private final Font labelFont;
    private final int labelWidth;
    private final int left;
    private final int top;

    private ConfusionMatrixPlot(ConfusionMatrix matrix, List<String> names) {
        this.matrix = matrix;
        this.names = names;
        this.cell = Math.max(1, Math.min(LARGEST_CELL, SIDE / matrix.classes()));
        this.labelFont = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(11, Math.min(14, cell - 4)));
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(labelFont);
        this.labelWidth = Math.min(
                LONGEST_LABEL,
                IntStream.range(0, matrix.classes())
                        .mapToObj(this::label)
                        .mapToInt(metrics::stringWidth)
                        .max()
                        .orElse(0));
        this.left = MARGIN + AXIS_TITLE_HEIGHT + labelWidth + LABEL_GAP;
        this.top = MARGIN + TITLE_HEIGHT;
    }

    /**
     * Writes {@code matrix} as PNG to {@code file}, in place of an older picture.
     *
     * @param classNames one per class
     * @throws IllegalArgumentException for another number of names
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, ConfusionMatrix matrix, List<String> classNames) {
        if (classNames.size() != matrix.classes()) {
            throw new IllegalArgumentException(classNames.size() + " names for " + matrix.classes() + " classes");
        }
        Pictures.write(file, () -> new ConfusionMatrixPlot(matrix, classNames).draw());
    }

    private boolean isLabelled() {
        return matrix.classes() <= MAXIMUM_LABELLED;
    }

    /** A class's name, or its number at a few places of an axis that is too dense for names. */
    private String label(int index) {
        if (isLabelled()) {
            return names.get(index);
        }
        int every = Math.max(1, matrix.classes() / TICKS / 10 * 10);
        return index % every == 0 ? String.valueOf(index) : "";
    }

    private BufferedImage draw() {
        int side = cell * matrix.classes();
        int width = Math.max(left + side + 2 * MARGIN + BAR_WIDTH + BAR_LABEL_WIDTH, minimumWidth());
        int height = top + side + LABEL_GAP + labelWidth + AXIS_TITLE_HEIGHT + MARGIN;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        drawCells(graphics);
        drawLabels(graphics);
        drawTitles(graphics, side);
        drawBar(graphics, left + side + MARGIN, side);
        graphics.dispose();
        return picture;
    }

    private int minimumWidth() {
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(TITLE);
        return metrics.stringWidth(title()) + 2 * MARGIN;
    }

    private void drawCells(Graphics2D graphics) {
        for (int truth = 0; truth < matrix.classes(); truth++) {
            long support = matrix.support(truth);
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                drawCell(graphics, truth, predicted, (double) matrix.count(truth, predicted) / support);
            }
        }
        graphics.setColor(Color.GRAY);
        graphics.drawRect(left - 1, top - 1, cell * matrix.classes() + 1, cell * matrix.classes() + 1);
    }

    private void drawCell(Graphics2D graphics, int truth, int predicted, double share) {
        int x = left + predicted * cell;
        int y = top + truth * cell;
        graphics.setColor(ShareColor.of(shown(share)));
        graphics.fillRect(x, y, cell, cell);
        if (!isLabelled()) {
            return;
        }
        graphics.setColor(new Color(0xdddddd));
        graphics.drawRect(x, y, cell - 1, cell - 1);
        long count = matrix.count(truth, predicted);
        if (count > 0) {
            graphics.setColor(ShareColor.textOn(shown(share)));
            drawCount(graphics, String.valueOf(count), x, y);
        }
    }

    /** Single mistakes among many classes would be too faint to see: their shares are drawn by the square root. */
    private double shown(double share) {
        return isLabelled() ? share : Math.sqrt(share);
    }

    private void drawCount(Graphics2D graphics, String count, int x, int y) {
        int size = Math.min(16, cell - 6);
        FontMetrics metrics;
        do {
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
            metrics = graphics.getFontMetrics();
            size--;
        } while (size > 5 && metrics.stringWidth(count) > cell - 2);
        int baseline = y + (cell - metrics.getHeight()) / 2 + metrics.getAscent();
        graphics.drawString(count, x + (cell - metrics.stringWidth(count)) / 2, baseline);
    }

    private void drawLabels(Graphics2D graphics) {
        graphics.setColor(INK);
        graphics.setFont(labelFont);
        FontMetrics metrics = graphics.getFontMetrics();
        int centre = (metrics.getAscent() - metrics.getDescent()) / 2;
        int bottom = top + cell * matrix.classes() + LABEL_GAP;
        for (int i = 0; i < matrix.classes(); i++) {
            String label = Text.fitted(label(i), metrics, labelWidth);
            int middle = i * cell + cell / 2;
            graphics.drawString(label, left - LABEL_GAP - metrics.stringWidth(label), top + middle + centre);
            drawUpwards(graphics, label, left + middle + centre, bottom + metrics.stringWidth(label));
        }
    }

    private static void drawUpwards(Graphics2D graphics, String text, int baseline, int start) {
        graphics.translate(baseline, start);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(text, 0, 0);
        graphics.rotate(Math.PI / 2);
        graphics.translate(-baseline, -start);
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "%.1f %% of %d right, mean class accuracy %.1f %%",
                100 * matrix.accuracy(),
                matrix.total(),
                100 * matrix.meanClassAccuracy());
    }

    private void drawTitles(Graphics2D graphics, int side) {
        graphics.setColor(INK);
        graphics.setFont(TITLE);
        int titleBaseline = MARGIN + graphics.getFontMetrics().getAscent();
        graphics.drawString(title(), MARGIN, titleBaseline);
        graphics.setFont(AXIS_TITLE);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString("colour: share of the true class", MARGIN, titleBaseline + metrics.getHeight());
        String below = isLabelled() ? "predicted class" : "predicted class (index)";
        int baseline = top + side + LABEL_GAP + labelWidth + AXIS_TITLE_HEIGHT;
        graphics.drawString(below, left + (side - metrics.stringWidth(below)) / 2, baseline);
        String beside = isLabelled() ? "true class" : "true class (index)";
        drawUpwards(graphics, beside, MARGIN + metrics.getAscent() / 2, top + (side + metrics.stringWidth(beside)) / 2);
    }

    private void drawBar(Graphics2D graphics, int x, int side) {
        for (int y = 0; y < side; y++) {
            graphics.setColor(ShareColor.of(shown(1 - (double) y / side)));
            graphics.fillRect(x, top + y, BAR_WIDTH, 1);
        }
        graphics.setColor(Color.GRAY);
        graphics.drawRect(x - 1, top - 1, BAR_WIDTH + 1, side + 1);
        graphics.setColor(INK);
        graphics.setFont(labelFont);
        FontMetrics metrics = graphics.getFontMetrics();
        for (int percent = 0; percent <= 100; percent += 50) {
            int y = top + side - side * percent / 100 + (metrics.getAscent() - metrics.getDescent()) / 2;
            graphics.drawString(percent + " %", x + BAR_WIDTH + LABEL_GAP, y);
        }
    }
}

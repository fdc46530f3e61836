package org.i3d4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.Calibration.Bin;

/**
 * Draws a reliability diagram: the accuracy of the predictions of each confidence bin beside the diagonal of perfect
 * calibration, the gap to it, and below how the predictions spread over the bins.
 */
public final class ReliabilityPlot {
    static {
        Pictures.needNoDisplay();
    }

    private static final int SIDE = 420;
    private static final int SPREAD_HEIGHT = 90;
    private static final int LEFT = 78;
    private static final int TOP = 78;
    private static final int RIGHT = 24;
    private static final int BETWEEN = 52;
    private static final int BOTTOM = 52;
    private static final int TICKS = 5;
    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xdddddd);
    static final Color ACCURACY = new Color(0x2171b5);
    /** More was claimed than kept. */
    static final Color OVERCONFIDENT = new Color(0xf4a582);
    /** Less was claimed than kept. */
    static final Color UNDERCONFIDENT = new Color(0xb8e186);

    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final Calibration calibration;
    private final List<Bin> bins;
    private final Graphics2D graphics;

    private ReliabilityPlot(Calibration calibration, Graphics2D graphics) {
        this.calibration = calibration;
        this.bins = calibration.bins();
        this.graphics = graphics;
    }

    /**
     * Writes the diagram as PNG to {@code file}, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, Calibration calibration) {
        Pictures.write(file, () -> draw(calibration));
    }

    private static BufferedImage draw(Calibration calibration) {
        int height = TOP + SIDE + BETWEEN + SPREAD_HEIGHT + BOTTOM;
        BufferedImage picture = new BufferedImage(LEFT + SIDE + RIGHT, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), height);
        ReliabilityPlot plot = new ReliabilityPlot(calibration, graphics);
        plot.drawTitle();
        plot.drawAccuracies();
        plot.drawSpread(TOP + SIDE + BETWEEN);
        graphics.dispose();
        return picture;
    }

    private void drawTitle() {
        graphics.setColor(INK);
        graphics.setFont(TITLE);
        double error = calibration.expectedError();
        graphics.drawString(
                Double.isNaN(error)
                        ? "expected calibration error: undefined"
                        : String.format(Locale.ROOT, "expected calibration error %.2f %%", 100 * error),
                LEFT,
                26);
        graphics.setFont(PLAIN);
        int x = drawKey(LEFT, ACCURACY, "accuracy");
        x = drawKey(x, OVERCONFIDENT, "gap: too confident");
        drawKey(x, UNDERCONFIDENT, "gap: not confident enough");
    }

    /** @return where the next one begins */
    private int drawKey(int x, Color color, String text) {
        graphics.setColor(color);
        graphics.fillRect(x, 42, 12, 12);
        graphics.setColor(INK);
        graphics.drawString(text, x + 17, 53);
        return x + 17 + graphics.getFontMetrics().stringWidth(text) + 16;
    }

    private void drawAccuracies() {
        drawGrid();
        for (Bin bin : bins) {
            if (bin.samples() > 0) {
                int x = x(bin.lower());
                int width = x(bin.upper()) - x - 1;
                graphics.setColor(bin.gap() > 0 ? OVERCONFIDENT : UNDERCONFIDENT);
                fill(x, width, bin.accuracy(), bin.meanConfidence());
                graphics.setColor(ACCURACY);
                fill(x, width, 0, Math.min(bin.accuracy(), bin.meanConfidence()));
                graphics.fillRect(x, y(bin.accuracy()) - 2, width, 4);
            }
        }
        graphics.setColor(Color.GRAY);
        graphics.setStroke(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 5}, 0));
        graphics.drawLine(x(0), y(0), x(1), y(1));
        graphics.setStroke(new BasicStroke(1));
        graphics.drawRect(LEFT, TOP, SIDE, SIDE);
        drawUpwards("accuracy", TOP + SIDE / 2);
    }

    private void drawGrid() {
        FontMetrics metrics = graphics.getFontMetrics();
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            String label = 100 * tick / TICKS + " %";
            graphics.setColor(GRID);
            graphics.drawLine(x(0), y(share), x(1), y(share));
            graphics.drawLine(x(share), y(0), x(share), y(1));
            graphics.setColor(INK);
            graphics.drawString(label, LEFT - 8 - metrics.stringWidth(label), y(share) + metrics.getAscent() / 2 - 1);
            drawCentred(label, x(share), TOP + SIDE + 18);
        }
    }

    /** A bar between two shares of the height, in any order. */
    private void fill(int x, int width, double one, double other) {
        int upper = y(Math.max(one, other));
        graphics.fillRect(x, upper, width, y(Math.min(one, other)) - upper);
    }

    private void drawSpread(int top) {
        for (Bin bin : bins) {
            double share = (double) bin.samples() / calibration.samples();
            int height = (int) Math.ceil(share * SPREAD_HEIGHT);
            int x = x(bin.lower());
            graphics.setColor(Color.GRAY);
            graphics.fillRect(x, top + SPREAD_HEIGHT - height, x(bin.upper()) - x - 1, height);
        }
        graphics.setColor(Color.GRAY);
        graphics.drawRect(LEFT, top, SIDE, SPREAD_HEIGHT);
        graphics.setColor(INK);
        drawUpwards("videos", top + SPREAD_HEIGHT / 2);
        String most = "100 %";
        int width = graphics.getFontMetrics().stringWidth(most);
        graphics.drawString(most, LEFT - 8 - width, top + 6);
        drawCentred("confidence: probability of the predicted class", LEFT + SIDE / 2, top + SPREAD_HEIGHT + 28);
    }

    private void drawCentred(String text, int x, int baseline) {
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, baseline);
    }

    private void drawUpwards(String text, int middle) {
        graphics.setColor(INK);
        int start = middle + graphics.getFontMetrics().stringWidth(text) / 2;
        graphics.translate(22, start);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(text, 0, 0);
        graphics.rotate(Math.PI / 2);
        graphics.translate(-22, -start);
    }

    private static int x(double share) {
        return (int) Math.round(LEFT + share * SIDE);
    }

    private static int y(double share) {
        return (int) Math.round(TOP + (1 - share) * SIDE);
    }
}

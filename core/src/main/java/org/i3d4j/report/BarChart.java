package org.i3d4j.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** Counts as horizontal bars, one below the other, with their labels on the left and their numbers at the end. */
public final class BarChart {
    static {
        Pictures.needNoDisplay();
    }

    private static final int WIDTH = 900;
    private static final int ROW = 20;
    private static final int BAR = 14;
    private static final int MARGIN = 16;
    private static final int TITLE = 40;
    private static final int MOST_LABEL_WIDTH = 300;
    private static final int NUMBER_WIDTH = 90;
    private static final int GAP = 8;
    private static final Color INK = new Color(0x333333);
    private static final Color FILL = new Color(0x4a86c5);

    private BarChart() {}

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
        Pictures.write(file, () -> draw(title, bars));
    }

    static BufferedImage draw(String title, List<Bar> bars) {
        int height = TITLE + Math.max(1, bars.size()) * ROW + MARGIN;
        BufferedImage picture = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        graphics.setColor(INK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        graphics.drawString(title, MARGIN, MARGIN + graphics.getFontMetrics().getAscent());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        drawBars(graphics, bars);
        graphics.dispose();
        return picture;
    }

    private static void drawBars(Graphics2D graphics, List<Bar> bars) {
        FontMetrics metrics = graphics.getFontMetrics();
        int widest = bars.stream()
                .mapToInt(bar -> metrics.stringWidth(bar.label()))
                .max()
                .orElse(0);
        int labelWidth = Math.min(widest, MOST_LABEL_WIDTH);
        int left = MARGIN + labelWidth + GAP;
        int room = WIDTH - left - NUMBER_WIDTH;
        long largest = Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int top = TITLE + i * ROW;
            int baseline = top + metrics.getAscent();
            graphics.setColor(INK);
            graphics.drawString(Text.fitted(bar.label(), metrics, labelWidth), MARGIN, baseline);
            if (bar.count() >= 0) {
                int length = (int) (bar.count() * room / largest);
                graphics.drawString(String.valueOf(bar.count()), left + length + GAP, baseline);
                graphics.setColor(FILL);
                graphics.fillRect(left, top + 2, length, BAR);
            }
        }
    }
}

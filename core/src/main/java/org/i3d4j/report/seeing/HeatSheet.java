package org.i3d4j.report.seeing;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.report.picture.Pictures;
import org.i3d4j.report.picture.Text;

/**
 * Frames of a video, below each the same with heat over it, and the scale. Not safe for use by several threads at a time.
 */
public final class HeatSheet {
    private static final int MARGIN = 16;
    private static final int GAP = 6;
    private static final int LINE = 20;
    private static final int WIDEST = 1440;
    private static final int NARROWEST = 760;
    private static final int NARROWEST_COLUMN = 140;
    private static final int BAR_WIDTH = 260;
    private static final int BAR_HEIGHT = 14;
    private static final Color TEXT = new Color(0x222222);
    private static final Color FAINT = new Color(0x666666);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);

    private final String title;
    private final List<String> notes;
    private final String unit;
    private final double largest;
    private final List<Column> columns = new ArrayList<>();

    private record Column(BufferedImage plain, BufferedImage heat, String time, String label, String sum) {
        int width() {
            return Math.max(NARROWEST_COLUMN, plain.getWidth());
        }
    }

    /**
     * An empty sheet.
     *
     * @param notes below the title, a line each
     * @param unit of the scale
     * @param largest absolute value, at the end of the scale
     */
    public HeatSheet(String title, List<String> notes, String unit, double largest) {
        this.title = title;
        this.notes = List.copyOf(notes);
        this.unit = unit;
        this.largest = largest;
    }

    /**
     * Adds a frame.
     *
     * @param frameHwc RGB; left as it is
     * @param values row by row, as {@link HeatLayer} takes them
     * @param time when it is shown, for people
     * @param label the class that the heat is of
     * @param sum of its map; NaN where it is of none
     */
    public void add(ByteBuffer frameHwc, int width, float[] values, String time, String label, double sum) {
        ByteBuffer heat = ByteBuffer.allocate(frameHwc.limit());
        heat.put(0, frameHwc, 0, frameHwc.limit());
        BufferedImage plain = image(heat, width);
        new HeatLayer(width, largest).draw(values, heat);
        columns.add(new Column(plain, image(heat, width), time, label, Double.isNaN(sum) ? "" : HeatBar.label(sum)));
    }

    private static BufferedImage image(ByteBuffer rgbHwc, int width) {
        int height = rgbHwc.limit() / (3 * width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int rgb = (rgbHwc.get(3 * i) & 0xff) << 16
                    | (rgbHwc.get(3 * i + 1) & 0xff) << 8
                    | (rgbHwc.get(3 * i + 2) & 0xff);
            picture.setRGB(i % width, i / width, rgb);
        }
        return picture;
    }

    /**
     * Writes the sheet as PNG to {@code file}, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public void write(Path file) {
        PictureFile.write(file, Pictures.draw(this::draw));
    }

    private BufferedImage draw() {
        int columnWidth = columns.stream().mapToInt(Column::width).max().orElse(NARROWEST_COLUMN) + GAP;
        int across = Math.max(1, Math.min(columns.size(), WIDEST / columnWidth));
        // As many in the last row as in the others, if that can be.
        int rows = (columns.size() + across - 1) / across;
        across = (columns.size() + rows - 1) / rows;
        int frameHeight = columns.stream()
                .mapToInt(column -> column.plain().getHeight())
                .max()
                .orElse(0);
        int rowHeight = 2 * (frameHeight + GAP) + 2 * LINE + MARGIN;
        int width = Math.max(NARROWEST, across * columnWidth) + 2 * MARGIN;
        List<String> lines = lines(width - 2 * MARGIN);
        int top = MARGIN + 2 * LINE + lines.size() * LINE;
        BufferedImage sheet = new BufferedImage(width, top + rows * rowHeight + 3 * LINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, sheet.getHeight());
        text(graphics, title, MARGIN, MARGIN + LINE, width - 2 * MARGIN, TITLE, TEXT);
        for (int i = 0; i < lines.size(); i++) {
            text(graphics, lines.get(i), MARGIN, MARGIN + (i + 2) * LINE, width - 2 * MARGIN, PLAIN, FAINT);
        }
        for (int i = 0; i < columns.size(); i++) {
            draw(
                    graphics,
                    columns.get(i),
                    MARGIN + i % across * columnWidth,
                    top + i / across * rowHeight,
                    frameHeight);
        }
        drawScale(graphics, top + rows * rowHeight, width);
        graphics.dispose();
        return sheet;
    }

    /** The notes, broken where they have no room. */
    private List<String> lines(int room) {
        FontRenderContext smooth = new FontRenderContext(null, true, true);
        List<String> lines = new ArrayList<>();
        for (String note : notes) {
            String line = "";
            for (String word : note.split(" ", -1)) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (PLAIN.getStringBounds(longer, smooth).getWidth() > room) {
                    lines.add(line);
                    longer = word;
                }
                line = longer;
            }
            lines.add(line);
        }
        return lines;
    }

    private static void draw(Graphics2D graphics, Column column, int left, int top, int frameHeight) {
        graphics.drawImage(column.plain(), left, top, null);
        int second = top + frameHeight + GAP;
        graphics.drawImage(column.heat(), left, second, null);
        int baseline = second + frameHeight + LINE - GAP / 2;
        text(graphics, column.time(), left, baseline, column.width(), PLAIN, FAINT);
        graphics.setFont(BOLD);
        int sum = graphics.getFontMetrics().stringWidth("  " + column.sum());
        text(graphics, column.label(), left, baseline + LINE - 2, column.width() - sum, BOLD, TEXT);
        int label = graphics.getFontMetrics()
                .stringWidth(Text.fitted(
                        column.label(), graphics.getFontMetrics()::stringWidth, column.width() - (double) sum));
        text(graphics, "  " + column.sum(), left + label, baseline + LINE - 2, sum, PLAIN, TEXT);
    }

    private void drawScale(Graphics2D graphics, int top, int width) {
        HeatBar.draw(graphics, MARGIN, top, BAR_WIDTH, BAR_HEIGHT);
        int baseline = top + BAR_HEIGHT + LINE - GAP;
        graphics.setFont(PLAIN);
        FontMetrics metrics = graphics.getFontMetrics();
        String most = HeatBar.label(largest);
        text(graphics, HeatBar.label(-largest), MARGIN, baseline, BAR_WIDTH, PLAIN, TEXT);
        text(graphics, "0", MARGIN + (BAR_WIDTH - metrics.stringWidth("0")) / 2, baseline, BAR_WIDTH, PLAIN, TEXT);
        text(graphics, most, MARGIN + BAR_WIDTH - metrics.stringWidth(most), baseline, BAR_WIDTH, PLAIN, TEXT);
        int left = MARGIN + BAR_WIDTH + MARGIN;
        text(graphics, unit, left, top + BAR_HEIGHT - 2, width - left - MARGIN, PLAIN, TEXT);
    }

    private static void text(Graphics2D graphics, String text, int x, int y, int room, Font font, Color color) {
        graphics.setFont(font);
        graphics.setColor(color);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(Text.fitted(text, metrics::stringWidth, room), x, y);
    }
}

package org.i3d4j.report.seeing;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import org.i3d4j.report.picture.FrameStrip;
import org.i3d4j.report.picture.LabelStrip;
import org.i3d4j.report.picture.Pictures;
import org.i3d4j.report.picture.Text;
import org.i3d4j.video.Clip;

/**
 * The legend of heat on frames: a dark, slightly transparent strip along the bottom edge with the class and the scale. What has no room is left
 * out: first the unit, then the numbers. Not safe for use by several threads at a time.
 */
public final class HeatLegend {
    private static final Color DARK = new Color(0, 0, 0, 190);
    private static final String TITLE = "heat: ";
    private static final String UNIT = " logit";
    private static final double BAR_SHARE = 0.2;
    /** Of the strip's width that belongs to the class. */
    private static final double LABEL_SHARE = 0.35;
    /** More classes than a picture is likely to be of. */
    private static final int MOST_STRIPS = 64;

    private final int width;
    private final int top;
    private final int lineHeight;
    private final double largest;
    private final Map<String, FrameStrip> strips = new HashMap<>();

    /**
     * For frames of one video.
     *
     * @param width of the frames, in pixels
     * @param height of the frames, in pixels
     * @param largest absolute value, at the end of the scale, in logits a position
     */
    public HeatLegend(int width, int height, double largest) {
        this.width = width;
        this.largest = largest;
        lineHeight = LabelStrip.lineHeight(height);
        top = height - lineHeight;
    }

    /**
     * Draws the legend.
     *
     * @param label the class that the heat is of
     * @param clip RGB, of this legend's size; changed
     * @param frame of {@code clip}
     * @throws org.i3d4j.error.OutputException if this Java can't draw
     */
    public void draw(String label, Clip clip, int frame) {
        if (strips.size() == MOST_STRIPS) {
            strips.clear();
        }
        strips.computeIfAbsent(label, any -> new FrameStrip(Pictures.draw(() -> render(label))))
                .draw(clip.frame(frame), top);
    }

    private BufferedImage render(String label) {
        BufferedImage strip = new BufferedImage(width, lineHeight, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = strip.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(LabelStrip.font(lineHeight));
        graphics.setColor(DARK);
        graphics.fillRect(0, 0, width, lineHeight);
        FontMetrics metrics = graphics.getFontMetrics();
        int margin = lineHeight / 4;
        int room = width - scale(graphics, metrics, margin) - 2 * margin;
        int baseline = baseline(metrics);
        graphics.setColor(Color.WHITE);
        String full = TITLE + label;
        String shown = metrics.stringWidth(full) <= room ? full : Text.fitted(label, metrics::stringWidth, room);
        graphics.drawString(shown, margin, baseline);
        graphics.dispose();
        return strip;
    }

    private int baseline(FontMetrics metrics) {
        return (lineHeight - metrics.getHeight()) / 2 + metrics.getAscent();
    }

    /** Draws the scale at the right edge, and tells how wide it is. */
    private int scale(Graphics2D graphics, FontMetrics metrics, int margin) {
        int bar = Math.max(1, (int) (BAR_SHARE * width));
        String least = HeatBar.label(-largest);
        String most = HeatBar.label(largest);
        int room = (int) ((1 - LABEL_SHARE) * width) - bar - 4 * margin;
        boolean numbers = metrics.stringWidth(least) + metrics.stringWidth(most) <= room;
        if (numbers && metrics.stringWidth(least + most + UNIT) <= room) {
            most += UNIT;
        }
        int right = width - margin;
        if (numbers) {
            graphics.setColor(Color.WHITE);
            right -= metrics.stringWidth(most);
            graphics.drawString(most, right, baseline(metrics));
            right -= margin;
        }
        int gap = Math.max(2, lineHeight / 5);
        HeatBar.draw(graphics, right - bar, gap, bar, lineHeight - 2 * gap);
        right -= bar;
        if (numbers) {
            graphics.setColor(Color.WHITE);
            right -= margin + metrics.stringWidth(least);
            graphics.drawString(least, right, baseline(metrics));
        }
        return width - right;
    }
}

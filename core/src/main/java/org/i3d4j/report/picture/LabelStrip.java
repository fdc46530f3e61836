package org.i3d4j.report.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.i3d4j.metrics.Percent;
import org.i3d4j.video.Clip;

/**
 * Draws labels and their probabilities into frames: a dark, slightly transparent strip along the top edge, a line a label
 * with a bar behind the text as long as the probability. Sized to stay readable from thumbnails to large pictures. Not
 * safe for use by several threads at a time.
 */
public final class LabelStrip {
    private static final int RGB = 3;
    private static final int LINES_PER_FRAME_HEIGHT = 14;
    private static final int MINIMUM_LINE_HEIGHT = 14;
    private static final int MAXIMUM_LINE_HEIGHT = 60;
    private static final double FONT_SHARE = 0.72;
    /** Of the frame's height that all lines together may cover. */
    private static final double MAXIMUM_COVER = 0.35;
    /** Of the frame's width that the number may take; beside it there has to be room for the label. */
    private static final double MAXIMUM_NUMBER_WIDTH = 0.4;

    private static final Color DARK = new Color(0, 0, 0, 190);
    private static final Color BAR = new Color(0x1f, 0x77, 0xb4, 230);

    private final int width;
    private final int lineHeight;
    private final int maximumLines;
    private List<Line> drawn = List.of();
    private Optional<FrameStrip> strip = Optional.empty();

    /**
     * A label.
     *
     * @param text the class
     * @param share the probability, in [0, 1], or not a number
     */
    public record Line(String text, double share) {
        public Line {
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException(text + ": a probability of " + share);
            }
        }
    }

    /**
     * @param width of the frames, in pixels
     * @param height of the frames, in pixels
     */
    public LabelStrip(int width, int height) {
        this.width = width;
        lineHeight = lineHeight(height);
        maximumLines = Math.max(1, (int) (MAXIMUM_COVER * height / lineHeight));
    }

    /** Of a line on frames of this height, in pixels. */
    public static int lineHeight(int height) {
        return Math.min(
                height, Math.max(MINIMUM_LINE_HEIGHT, Math.min(MAXIMUM_LINE_HEIGHT, height / LINES_PER_FRAME_HEIGHT)));
    }

    /** What text in lines of this height is written with. */
    public static Font font(int lineHeight) {
        return new Font(Font.SANS_SERIF, Font.BOLD, (int) Math.round(FONT_SHARE * lineHeight));
    }

    /**
     * Looks whether this Java can draw text.
     *
     * @throws org.i3d4j.error.OutputException if it can't, saying what to install
     */
    public static void requireFonts() {
        LabelStrip strip = new LabelStrip(2 * MINIMUM_LINE_HEIGHT, MINIMUM_LINE_HEIGHT);
        Pictures.draw(() -> strip.render(List.of(new Line("A", 1))));
    }

    /** How many lines have room on a frame, at least 1. */
    public int maximumLines() {
        return maximumLines;
    }

    /**
     * Draws labels, the first at the top; those without room are left out.
     *
     * @param clip RGB, of this strip's width; changed
     * @param frame of {@code clip}
     * @throws org.i3d4j.error.OutputException if this Java can't draw
     */
    public void draw(List<Line> lines, Clip clip, int frame) {
        if (clip.width() != width || clip.channels() != RGB) {
            throw new IllegalArgumentException("a frame " + clip.width() + " wide with " + clip.channels()
                    + " channels; expected RGB " + width + " wide");
        }
        List<Line> shown = List.copyOf(lines.subList(0, Math.min(lines.size(), maximumLines)));
        if (!shown.equals(drawn)) {
            strip = Optional.of(new FrameStrip(Pictures.draw(() -> render(shown))));
            drawn = shown;
        }
        strip.filter(any -> !drawn.isEmpty()).ifPresent(any -> any.draw(clip.frame(frame), 0));
    }

    private BufferedImage render(List<Line> lines) {
        BufferedImage strip =
                new BufferedImage(width, Math.max(1, lines.size()) * lineHeight, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = strip.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(font(lineHeight));
        for (int i = 0; i < lines.size(); i++) {
            render(graphics, lines.get(i), i * lineHeight);
        }
        graphics.dispose();
        return strip;
    }

    private void render(Graphics2D graphics, Line line, int top) {
        graphics.setColor(DARK);
        graphics.fillRect(0, top, width, lineHeight);
        graphics.setColor(BAR);
        int bar = (int) Math.round(line.share() * width);
        int gap = Math.max(1, lineHeight / 14);
        graphics.fillRect(0, top + gap, bar, lineHeight - 2 * gap);
        graphics.setColor(Color.WHITE);
        FontMetrics metrics = graphics.getFontMetrics();
        int margin = lineHeight / 4;
        int baseline = top + (lineHeight - metrics.getHeight()) / 2 + metrics.getAscent();
        String number = Percent.of(line.share(), 1);
        int numberWidth = metrics.stringWidth(number) + margin;
        boolean numberFits = numberWidth <= MAXIMUM_NUMBER_WIDTH * width;
        int room = width - 2 * margin - (numberFits ? numberWidth : 0);
        graphics.drawString(Text.fitted(line.text(), metrics::stringWidth, room), margin, baseline);
        if (numberFits) {
            graphics.drawString(number, width - numberWidth, baseline);
        }
    }
}

package org.i3d4j.report.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Modality;

/**
 * Clips side by side on one picture: a row a clip, its caption above evenly spread frames. Not safe for use by several
 * threads at a time.
 */
public final class ContactSheet {
    private static final int RGB = Modality.RGB.channels();
    private static final int GAP = 4;
    private static final int MARGIN = 12;
    private static final int CAPTION_HEIGHT = 26;
    private static final int BAR_WIDTH = 6;
    private static final int FONT_SIZE = 15;
    private static final int MINIMUM_WIDTH = 320;

    private final int framesPerClip;
    private final int frameHeight;
    private final List<Row> rows = new ArrayList<>();

    /** What is known of a prediction; colours the caption. */
    public enum Verdict {
        NONE(0x333333),
        RIGHT(0x1a7f37),
        WRONG(0xc0202a);

        private final int rgb;

        Verdict(int rgb) {
            this.rgb = rgb;
        }
    }

    /**
     * A row by itself.
     *
     * @param frames side by side
     */
    public record Strip(String caption, Verdict verdict, BufferedImage frames) {}

    private record Row(String caption, Verdict verdict, List<BufferedImage> frames) {
        int width() {
            return frames.stream().mapToInt(frame -> frame.getWidth() + GAP).sum() - GAP;
        }
    }

    /**
     * @param framesPerClip frames shown of each clip; fewer of a shorter clip
     * @param frameHeight height of the frames on the sheet, in pixels
     */
    public ContactSheet(int framesPerClip, int frameHeight) {
        if (framesPerClip < 1 || frameHeight < 1) {
            throw new IllegalArgumentException(framesPerClip + " frames of height " + frameHeight);
        }
        this.framesPerClip = framesPerClip;
        this.frameHeight = frameHeight;
    }

    /**
     * Adds a row.
     *
     * @param clip as {@link ClipColors} shows it; copied, stays the caller's
     * @throws IllegalArgumentException if it is neither RGB nor optical flow
     * @throws org.i3d4j.error.OutputException if this Java can't draw
     */
    public void add(Clip clip, String caption, Verdict verdict) {
        int shown = Math.min(framesPerClip, clip.frames());
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int frame = shown == 1 ? 0 : Math.round((float) i * (clip.frames() - 1) / (shown - 1));
            frames.add(Pictures.draw(() -> scaled(frame(clip, frame))));
        }
        rows.add(new Row(caption, verdict, frames));
    }

    private static BufferedImage frame(Clip clip, int frame) {
        BufferedImage picture = new BufferedImage(clip.width(), clip.height(), BufferedImage.TYPE_INT_RGB);
        ByteBuffer pixels = ClipColors.rgb(clip, frame);
        byte[] bytes = new byte[pixels.remaining()];
        pixels.get(bytes);
        int[] packed = new int[clip.width() * clip.height()];
        for (int i = 0; i < packed.length; i++) {
            int at = i * RGB;
            packed[i] = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
        }
        picture.setRGB(0, 0, clip.width(), clip.height(), packed, 0, clip.width());
        return picture;
    }

    private BufferedImage scaled(BufferedImage frame) {
        int width = Math.max(1, Math.round((float) frame.getWidth() * frameHeight / frame.getHeight()));
        BufferedImage picture = new BufferedImage(width, frameHeight, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(frame, 0, 0, width, frameHeight, null);
        graphics.dispose();
        return picture;
    }

    /**
     * Writes the rows so far to {@code file}, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public void write(Path file) {
        PictureFile.write(file, picture());
    }

    /**
     * The rows so far as a picture.
     *
     * @throws org.i3d4j.error.OutputException if it can't be drawn
     */
    public BufferedImage picture() {
        return Pictures.draw(this::draw);
    }

    /** The rows so far one by one, for a page that writes captions itself. */
    public List<Strip> strips() {
        return rows.stream()
                .map(row -> new Strip(row.caption(), row.verdict(), strip(row)))
                .toList();
    }

    private BufferedImage strip(Row row) {
        BufferedImage strip = new BufferedImage(row.width(), frameHeight, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = strip.createGraphics();
        drawFrames(graphics, row, 0, 0);
        graphics.dispose();
        return strip;
    }

    private static void drawFrames(Graphics2D graphics, Row row, int left, int top) {
        int x = left;
        for (BufferedImage frame : row.frames()) {
            graphics.drawImage(frame, x, top, null);
            x += frame.getWidth() + GAP;
        }
    }

    private BufferedImage draw() {
        int content = rows.stream().mapToInt(Row::width).max().orElse(0);
        int width = Math.max(MINIMUM_WIDTH, content) + BAR_WIDTH + GAP + 2 * MARGIN;
        int rowHeight = CAPTION_HEIGHT + frameHeight + MARGIN;
        int height = Math.max(1, rows.size()) * rowHeight + MARGIN;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, FONT_SIZE));
        for (int i = 0; i < rows.size(); i++) {
            drawRow(graphics, rows.get(i), MARGIN + i * rowHeight, width - 2 * MARGIN);
        }
        graphics.dispose();
        return sheet;
    }

    private void drawRow(Graphics2D graphics, Row row, int top, int width) {
        graphics.setColor(new Color(row.verdict().rgb));
        graphics.fillRect(MARGIN, top, BAR_WIDTH, CAPTION_HEIGHT + frameHeight);
        int left = MARGIN + BAR_WIDTH + GAP;
        FontMetrics metrics = graphics.getFontMetrics();
        int baseline = top + metrics.getAscent();
        graphics.drawString(Text.fitted(row.caption(), metrics::stringWidth, width - BAR_WIDTH - GAP), left, baseline);
        drawFrames(graphics, row, left, top + CAPTION_HEIGHT);
    }
}

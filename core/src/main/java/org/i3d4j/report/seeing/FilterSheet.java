package org.i3d4j.report.seeing;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.ShapeException;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.report.picture.Pictures;
import org.i3d4j.report.picture.Text;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Modality;
import org.i3d4j.video.flow.FlowColors;
import org.i3d4j.weights.TensorData;

/**
 * The filters of a first layer as a picture: a row of tiles for each, from its first frame to its last. Each filter has a scale of its own, by its
 * largest weight: those of RGB are red, green and blue about a grey of 0, those of optical flow motions in the colours of {@link FlowColors}.
 */
public final class FilterSheet {
    private static final int ROWS = 16;
    private static final int TILE_SIDE = 42;
    private static final int GAP = 2;
    private static final int ROW_GAP = 6;
    private static final int NUMBER_WIDTH = 34;
    private static final int MARGIN = 18;
    private static final int LINE = 20;
    private static final int WHEEL = 64;
    private static final double GREY = 127.5;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color TEXT = new Color(0x222222);
    private static final Color FAINT = new Color(0x666666);

    private final String title;
    private final FloatBuffer weights;
    private final int filters;
    private final Modality modality;
    private final int frames;
    private final int height;
    private final int width;

    private FilterSheet(String title, TensorData kernel) {
        long[] shape = kernel.shapeArray();
        if (shape.length != 5) {
            throw new ShapeException("filters of shape " + kernel.shape() + "; expected O,I,T,H,W");
        }
        modality = Modality.of((int) shape[1])
                .orElseThrow(() -> new ShapeException("filters of " + Counted.of(shape[1], "channel")
                        + "; only those of RGB (3) and" + " optical flow (2) can be drawn"));
        this.title = title;
        weights = kernel.toFloat32().floats();
        filters = (int) shape[0];
        frames = (int) shape[2];
        height = (int) shape[3];
        width = (int) shape[4];
    }

    /**
     * Writes the picture as PNG to {@code file}, in place of an older one.
     *
     * @param kernel O,I,T,H,W with 3 or 2 channels
     * @throws ShapeException if it is of another shape
     * @throws org.i3d4j.error.OutputException if the picture can't be written or drawn
     */
    public static void write(Path file, String title, TensorData kernel) {
        FilterSheet sheet = new FilterSheet(title, kernel);
        PictureFile.write(file, Pictures.draw(sheet::draw));
    }

    private List<String> notes() {
        String order = "A row is a filter, by its number; its " + Counted.of(frames, "frame") + " from left to right, "
                + width + "x" + height + " pixels each.";
        String colors = switch (modality) {
            case RGB ->
                "Grey is a weight of 0, brighter red, green or blue one above, darker one below; each filter by"
                        + " its own largest weight.";
            case FLOW ->
                "The colour is the motion that a place answers to most (see the wheel), white none; each filter by"
                        + " its own largest weight.";
        };
        return List.of(order, colors);
    }

    private BufferedImage draw() {
        int rowHeight = TILE_SIDE + ROW_GAP;
        int columnWidth = NUMBER_WIDTH + frames * (TILE_SIDE + GAP) + MARGIN;
        int columns = (filters + ROWS - 1) / ROWS;
        int top = 2 * MARGIN + 3 * LINE;
        int wheel = modality == Modality.FLOW ? WHEEL + MARGIN : 0;
        int pictureWidth = Math.max(columns * columnWidth, 900 + wheel) + MARGIN;
        BufferedImage picture = new BufferedImage(
                pictureWidth, top + Math.min(ROWS, filters) * rowHeight + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        drawWords(graphics, pictureWidth - 2 * MARGIN - wheel);
        if (modality == Modality.FLOW) {
            drawWheel(picture, pictureWidth - MARGIN - WHEEL, MARGIN);
        }
        graphics.setFont(PLAIN);
        graphics.setColor(FAINT);
        FontMetrics metrics = graphics.getFontMetrics();
        for (int filter = 0; filter < filters; filter++) {
            int left = MARGIN + filter / ROWS * columnWidth;
            int y = top + filter % ROWS * rowHeight;
            String number = String.valueOf(filter);
            int before = NUMBER_WIDTH - 8 - metrics.stringWidth(number);
            graphics.drawString(number, left + before, y + (TILE_SIDE + metrics.getAscent()) / 2 - 2);
            drawFilter(graphics, filter, left + NUMBER_WIDTH, y);
        }
        graphics.dispose();
        return picture;
    }

    private void drawWords(Graphics2D graphics, int room) {
        graphics.setFont(TITLE);
        graphics.setColor(TEXT);
        graphics.drawString(
                Text.fitted(title, graphics.getFontMetrics()::stringWidth, room), MARGIN, MARGIN + LINE - 4);
        graphics.setFont(PLAIN);
        graphics.setColor(FAINT);
        List<String> notes = notes();
        for (int i = 0; i < notes.size(); i++) {
            String note = Text.fitted(notes.get(i), graphics.getFontMetrics()::stringWidth, room);
            graphics.drawString(note, MARGIN, MARGIN + (i + 2) * LINE);
        }
    }

    private void drawFilter(Graphics2D graphics, int filter, int left, int top) {
        float largest = largest(filter);
        for (int frame = 0; frame < frames; frame++) {
            BufferedImage tile = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    tile.setRGB(x, y, color(filter, frame, y, x, largest));
                }
            }
            // Without interpolation, which would make more of a weight than there is.
            graphics.drawImage(tile, left + frame * (TILE_SIDE + GAP), top, TILE_SIDE, TILE_SIDE, null);
        }
    }

    private float weight(int filter, int channel, int frame, int y, int x) {
        return weights.get((((filter * modality.channels() + channel) * frames + frame) * height + y) * width + x);
    }

    /** Of weights, or of motions, which two weights make. */
    private float largest(int filter) {
        float largest = Float.MIN_NORMAL;
        for (int frame = 0; frame < frames; frame++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    largest = Math.max(largest, size(filter, frame, y, x));
                }
            }
        }
        return largest;
    }

    private float size(int filter, int frame, int y, int x) {
        if (modality == Modality.FLOW) {
            return (float) Math.hypot(weight(filter, 0, frame, y, x), weight(filter, 1, frame, y, x));
        }
        float largest = 0;
        for (int channel = 0; channel < modality.channels(); channel++) {
            largest = Math.max(largest, Math.abs(weight(filter, channel, frame, y, x)));
        }
        return largest;
    }

    private int color(int filter, int frame, int y, int x, float largest) {
        if (modality == Modality.FLOW) {
            return FlowColors.color(weight(filter, 0, frame, y, x), weight(filter, 1, frame, y, x), largest);
        }
        int rgb = 0;
        for (int channel = 0; channel < modality.channels(); channel++) {
            double share = weight(filter, channel, frame, y, x) / largest;
            rgb = rgb << 8 | (int) Math.round(GREY + GREY * share);
        }
        return rgb;
    }

    /** What motion has which colour. */
    private static void drawWheel(BufferedImage picture, int left, int top) {
        double radius = WHEEL / 2.0;
        for (int y = 0; y < WHEEL; y++) {
            for (int x = 0; x < WHEEL; x++) {
                float right = (float) (x + 0.5 - radius);
                float down = (float) (y + 0.5 - radius);
                if (Math.hypot(right, down) <= radius) {
                    picture.setRGB(left + x, top + y, FlowColors.color(right, down, (float) radius));
                }
            }
        }
    }
}

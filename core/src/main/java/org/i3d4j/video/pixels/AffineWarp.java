package org.i3d4j.video.pixels;

/**
 * Takes every pixel from another place, the nearest pixel there; black where that is outside. With x and y of pixel
 * centres counted from the frame's centre, right and down: source x = {@code xx} x + {@code xy} y + {@code x0}, source y
 * = {@code yx} x + {@code yy} y + {@code y0}.
 */
public record AffineWarp(double xx, double xy, double x0, double yx, double yy, double y0) implements PixelOperation {

    /** Moves the row at {@code y} pixels below the top edge left by {@code slope} y. */
    public static AffineWarp shearX(double slope, int height) {
        return new AffineWarp(1, slope, slope * height / 2, 0, 1, 0);
    }

    /** Moves the column at {@code x} pixels right of the left edge up by {@code slope} x. */
    public static AffineWarp shearY(double slope, int width) {
        return new AffineWarp(1, 0, 0, slope, 1, slope * width / 2);
    }

    /** Moves the picture right and down, in pixels. */
    public static AffineWarp translate(int right, int down) {
        return new AffineWarp(1, 0, -right, 0, 1, -down);
    }

    /** Turns the picture about its centre, counter-clockwise. */
    public static AffineWarp rotate(double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return new AffineWarp(cos, -sin, 0, sin, cos, 0);
    }

    @Override
    public void apply(PixelFrame frame) {
        byte[] from = frame.rgb();
        byte[] to = frame.spare();
        double middleX = (frame.width() - 1) / 2.0;
        double middleY = (frame.height() - 1) / 2.0;
        int target = 0;
        for (int row = 0; row < frame.height(); row++) {
            double y = row - middleY;
            for (int column = 0; column < frame.width(); column++, target += PixelFrame.RGB) {
                double x = column - middleX;
                double sourceColumn = Math.rint(xx * x + xy * y + x0 + middleX);
                double sourceRow = Math.rint(yx * x + yy * y + y0 + middleY);
                take(from, place(frame, sourceRow, sourceColumn), to, target);
            }
        }
        frame.swap();
    }

    /** Where a pixel begins in the frame's bytes; below 0 if it is outside. */
    private static int place(PixelFrame frame, double row, double column) {
        boolean inside = row >= 0 && row < frame.height() && column >= 0 && column < frame.width();
        int pixel = (int) (row * frame.width() + column);
        return inside ? pixel * PixelFrame.RGB : -1;
    }

    private static void take(byte[] from, int source, byte[] to, int target) {
        for (int channel = 0; channel < PixelFrame.RGB; channel++) {
            to[target + channel] = source < 0 ? 0 : from[source + channel];
        }
    }
}

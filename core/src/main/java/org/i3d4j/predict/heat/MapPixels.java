package org.i3d4j.predict.heat;

import java.util.Arrays;
import org.i3d4j.architecture.FieldCentres;
import org.i3d4j.architecture.FieldCentres.Axis;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Lays maps over the frames of a video. Each pixel is followed to where resize, crop and flip brought it, and there the map is taken between
 * the centres of the receptive fields in proportion; nearer to an edge than the outermost of these, that one holds. Where the network saw
 * nothing there is no value. For one thread.
 */
public final class MapPixels {
    private final int width;
    private final int height;
    private final float[] values;
    private ClipGeometry geometry = ClipGeometry.whole(1, 1);
    private Along rows;
    private Along columns;

    /**
     * For the frames of a video as displayed, in whatever size they are drawn.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public MapPixels(int width, int height) {
        this.width = width;
        this.height = height;
        values = new float[Math.multiplyExact(width, height)];
        rows = new Along(height);
        columns = new Along(width);
    }

    /** On one axis: between which positions each pixel lies, and how far it is from the first of them to the second. */
    private static final class Along {
        private static final int UNSEEN = -1;
        private final int[] before;
        private final int[] behind;
        private final float[] part;

        Along(int pixels) {
            before = new int[pixels];
            behind = new int[pixels];
            part = new float[pixels];
            Arrays.fill(before, UNSEEN);
        }

        static Along of(int pixels, CutOut window, Axis centres, int positions) {
            Along along = new Along(pixels);
            for (int i = 0; i < pixels; i++) {
                double inWindow = (i + 0.5) * window.resized() / pixels - window.start();
                if (inWindow >= 0 && inWindow < window.length()) {
                    double inClip = inWindow * window.clip() / window.length() - 0.5;
                    along.put(i, centres.position(window.mirrored() ? window.clip() - 1 - inClip : inClip), positions);
                }
            }
            return along;
        }

        private void put(int pixel, double position, int positions) {
            double inside = ClassMap.clamped(position, positions);
            before[pixel] = (int) inside;
            behind[pixel] = Math.min(before[pixel] + 1, positions - 1);
            part[pixel] = (float) (inside - before[pixel]);
        }
    }

    /**
     * What is cut out on one axis.
     *
     * @param resized length of the whole frame after it was resized
     * @param start of the window in that
     * @param length of the window
     * @param clip length that the window then gets
     */
    private record CutOut(int resized, int start, int length, int clip, boolean mirrored) {}

    /**
     * The map at every pixel of a frame.
     *
     * @param map of a clip near that frame
     * @param frame of the video
     * @return row by row; not a number outside of what the network saw; changed by the next call
     */
    public float[] of(ClassMap map, int frame) {
        if (!map.place().holds(frame)) {
            Arrays.fill(values, Float.NaN);
            return values;
        }
        place(map);
        float[] slice = map.at(frame);
        int positions = map.size().width();
        for (int y = 0; y < height; y++) {
            int row = y * width;
            if (rows.before[y] == Along.UNSEEN) {
                Arrays.fill(values, row, row + width, Float.NaN);
                continue;
            }
            int above = rows.before[y] * positions;
            int below = rows.behind[y] * positions;
            for (int x = 0; x < width; x++) {
                int left = columns.before[x];
                values[row + x] = left == Along.UNSEEN
                        ? Float.NaN
                        : between(
                                between(slice[above + left], slice[above + columns.behind[x]], columns.part[x]),
                                between(slice[below + left], slice[below + columns.behind[x]], columns.part[x]),
                                rows.part[y]);
            }
        }
        return values;
    }

    private static float between(float from, float to, float part) {
        return from + part * (to - from);
    }

    private void place(ClassMap map) {
        ClipGeometry other = map.place().geometry();
        if (other.equals(geometry)) {
            return;
        }
        FieldCentres centres = map.centres();
        rows = Along.of(
                height,
                new CutOut(other.resizedHeight(), other.top(), other.windowHeight(), other.height(), false),
                centres.height(),
                map.size().height());
        columns = Along.of(
                width,
                new CutOut(other.resizedWidth(), other.left(), other.windowWidth(), other.width(), other.flipped()),
                centres.width(),
                map.size().width());
        geometry = other;
    }
}

package org.i3d4j.frechet;

/**
 * Brings frames to another size by the nearest 2x2 pixels, whatever else they pass over where a side shrinks, as float32 that is not
 * rounded to levels. Not safe for use by several threads at a time.
 */
final class BilinearResize {
    /** Where the centre of a new pixel lies among the old ones. */
    enum Centres {
        /** At place x scale, so that the first pixels coincide: TensorFlow 1 with align_corners=False. */
        AT_CORNERS {
            @Override
            float source(int place, float scale) {
                return place * scale;
            }
        },
        /** In the middle of its area: PyTorch's bilinear and trilinear with align_corners=False. */
        IN_THE_MIDDLE {
            @Override
            float source(int place, float scale) {
                return Math.max(0, scale * (place + 0.5f) - 0.5f);
            }
        };

        abstract float source(int place, float scale);
    }

    private final Axis rows;
    private final Axis columns;

    /** Which two old places a new one lies between, and how far from the lower. */
    private static final class Axis {
        private final int[] lower;
        private final int[] upper;
        private final float[] share;

        Axis(int from, int to, Centres centres) {
            lower = new int[to];
            upper = new int[to];
            share = new float[to];
            float scale = from / (float) to;
            for (int place = 0; place < to; place++) {
                float source = centres.source(place, scale);
                lower[place] = Math.min((int) source, from - 1);
                upper[place] = Math.min(lower[place] + 1, from - 1);
                share[place] = source - lower[place];
            }
        }
    }

    BilinearResize(int height, int width, int side, Centres centres) {
        this.rows = new Axis(height, side, centres);
        this.columns = new Axis(width, side, centres);
    }

    /**
     * Resizes one channel.
     *
     * @param levels unsigned
     * @param first where its first pixel lies
     * @param across from a pixel to the next
     * @param down from a row to the next
     * @param into takes side x side values in [0, 255]
     */
    void resize(byte[] levels, int first, int across, int down, float[] into) {
        int at = 0;
        for (int y = 0; y < rows.lower.length; y++) {
            int upperRow = first + rows.lower[y] * down;
            int lowerRow = first + rows.upper[y] * down;
            float shareDown = rows.share[y];
            for (int x = 0; x < columns.lower.length; x++) {
                int left = columns.lower[x] * across;
                int right = columns.upper[x] * across;
                float share = columns.share[x];
                float top = between(levels[upperRow + left], levels[upperRow + right], share);
                float bottom = between(levels[lowerRow + left], levels[lowerRow + right], share);
                into[at++] = top + (bottom - top) * shareDown;
            }
        }
    }

    private static float between(byte one, byte other, float share) {
        float level = Byte.toUnsignedInt(one);
        return level + (Byte.toUnsignedInt(other) - level) * share;
    }
}

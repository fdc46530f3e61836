package org.i3d4j.golden;

import java.nio.FloatBuffer;
import org.i3d4j.video.ClipBatch;

/** The golden kit's deterministic clips, by the formula in its {@code golden_lib.py}. */
public final class GoldenClips {
    private static final float[] SCALED = new float[256];

    static {
        for (int i = 0; i < SCALED.length; i++) {
            SCALED[i] = (float) (i * 2.0 / 255.0 - 1.0);
        }
    }

    private GoldenClips() {}

    /** A batch in [-1, 1]; the caller's. */
    public static ClipBatch batch(long seed, int clips, int channels, int frames, int height, int width) {
        ClipBatch batch = ClipBatch.allocate(clips, channels, frames, height, width);
        for (int n = 0; n < clips; n++) {
            int[] coarse = octave(new GoldenRandom(seed, "clip/" + n + "/a"), channels, frames, height, width, 8, 32);
            int[] fine = octave(new GoldenRandom(seed, "clip/" + n + "/b"), channels, frames, height, width, 4, 8);
            GoldenRandom noise = new GoldenRandom(seed, "clip/" + n + "/e");
            int at = 0;
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < frames; t++) {
                    FloatBuffer plane = batch.plane(n, c, t);
                    while (plane.hasRemaining()) {
                        int mixed = (4 * coarse[at] + 3 * fine[at] + (int) (noise.bits(at) >>> 56)) >> 3;
                        plane.put(SCALED[Math.min(255, Math.max(0, (mixed - 128) * 2 + 128))]);
                        at++;
                    }
                }
            }
        }
        return batch;
    }

    /** Trilinear value noise in 0..255. */
    private static int[] octave(
            GoldenRandom random, int channels, int frames, int height, int width, int cellT, int cellS) {
        int latT = (frames - 1) / cellT + 2;
        int latY = (height - 1) / cellS + 2;
        int latX = (width - 1) / cellS + 2;
        int[] values = new int[channels * frames * height * width];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < frames; t++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        int sum = 0;
                        for (int corner = 0; corner < 8; corner++) {
                            int dt = corner >> 2;
                            int dy = (corner >> 1) & 1;
                            int dx = corner & 1;
                            int weight = weight(t, cellT, dt) * weight(y, cellS, dy) * weight(x, cellS, dx);
                            long index = ((long) (c * latT + t / cellT + dt) * latY + y / cellS + dy) * latX
                                    + x / cellS
                                    + dx;
                            sum += weight * (int) (random.bits(index) >>> 56);
                        }
                        values[at++] = sum / (cellT * cellS * cellS);
                    }
                }
            }
        }
        return values;
    }

    private static int weight(int position, int cell, int side) {
        int fraction = position % cell;
        return side == 0 ? cell - fraction : fraction;
    }
}

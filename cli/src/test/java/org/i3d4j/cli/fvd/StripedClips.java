package org.i3d4j.cli.fvd;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;

/** Sets of small clips in one file. */
final class StripedClips {
    static final int SIDE = 12;

    private StripedClips() {}

    /** Clips of moving stripes, each level changed by at most {@code noise}. */
    static Path write(Path file, int clips, int frames, int channels, int noise) {
        SplittableRandom random = new SplittableRandom(noise);
        int values = clips * frames * SIDE * SIDE * channels;
        ByteBuffer levels = TensorData.allocate(values);
        for (int i = 0; i < values; i++) {
            int column = i / channels % SIDE;
            int frame = i / (SIDE * SIDE * channels);
            int level = 128 + (int) (90 * Math.sin(column * (1 + frame / frames) + frame % frames));
            level += noise == 0 ? 0 : random.nextInt(-noise, noise + 1);
            levels.put((byte) Math.min(255, Math.max(0, level)));
        }
        NpyFile.write(
                file,
                new TensorData(
                        DataType.U8,
                        List.of((long) clips, (long) frames, (long) SIDE, (long) SIDE, (long) channels),
                        levels.flip()));
        return file;
    }
}

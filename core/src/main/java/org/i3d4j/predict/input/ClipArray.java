package org.i3d4j.predict.input;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.npy.NpyFile;

/** Preprocessed clips in {@code .npy} files, as DeepMind publishes its samples: float32, channels last. */
public final class ClipArray {
    private static final int CLIP_AXES = 4;

    private ClipArray() {}

    /**
     * Reads N,T,H,W,C or T,H,W,C as it is.
     *
     * @param architecture whose channels they are to have, which is asked before values are read
     * @return the caller's
     * @throws VideoException if the file can't be read
     * @throws ShapeException if it holds no clips, or clips of other channels
     */
    public static ClipBatch read(Path file, Architecture architecture) {
        try {
            TensorInfo info = NpyFile.describe(file).info();
            requireClips(file, info, architecture);
            return batch(file, info.shape());
        } catch (WeightsException e) {
            throw new VideoException(String.valueOf(e.getMessage()), e);
        }
    }

    static void requireClips(Path file, TensorInfo info, Architecture architecture) {
        List<Long> shape = info.shape();
        int axes = shape.size();
        if (axes != CLIP_AXES && axes != CLIP_AXES + 1) {
            throw new ShapeException(
                    file + ": has shape " + shape + "; expected clips as N,T,H,W,C or one clip as T,H,W,C");
        }
        if (shape.stream().anyMatch(side -> side < 1 || side > Integer.MAX_VALUE)) {
            throw new ShapeException(file + ": has shape " + shape + "; every side has to be at least 1");
        }
        requireChannels(file, shape.get(axes - 1).intValue(), architecture);
        if (info.dataType() != DataType.F32) {
            throw new ShapeException(
                    file + ": has values of type " + info.dataType() + "; expected float32 in [-1, 1] or uint8");
        }
    }

    private static void requireChannels(Path file, int channels, Architecture architecture) {
        try {
            NetworkInputs.requireChannels(architecture, channels);
        } catch (ShapeException e) {
            throw new ShapeException(file + ": " + e.getMessage(), e);
        }
    }

    private static ClipBatch batch(Path file, List<Long> shape) {
        int first = shape.size() - CLIP_AXES;
        int[] sides = shape.subList(first, shape.size()).stream()
                .mapToInt(Long::intValue)
                .toArray();
        int clips = first == 0 ? 1 : shape.get(0).intValue();
        FloatBuffer values = NpyFile.read(file).floats();
        ClipBatch batch = ClipBatch.allocate(clips, sides[3], sides[0], sides[1], sides[2]);
        try {
            fill(batch, values);
            return batch;
        } catch (RuntimeException | Error e) {
            batch.close();
            throw e;
        }
    }

    private static void fill(ClipBatch batch, FloatBuffer values) {
        int planeValues = batch.height() * batch.width();
        for (int clip = 0; clip < batch.clips(); clip++) {
            for (int channel = 0; channel < batch.channels(); channel++) {
                for (int frame = 0; frame < batch.frames(); frame++) {
                    FloatBuffer plane = batch.plane(clip, channel, frame);
                    int start = (clip * batch.frames() + frame) * planeValues;
                    for (int i = 0; i < planeValues; i++) {
                        plane.put(i, values.get((start + i) * batch.channels() + channel));
                    }
                }
            }
        }
    }
}

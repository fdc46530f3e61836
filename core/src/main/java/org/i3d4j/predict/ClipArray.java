package org.i3d4j.predict;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;

/** Preprocessed clips in {@code .npy} files, as DeepMind publishes its samples: channels last. */
final class ClipArray {
    private static final int CLIP_AXES = 4;

    private ClipArray() {}

    /**
     * Reads N,T,H,W,C or T,H,W,C; float32 as it is, uint8 scaled by x/255*2-1.
     *
     * @return the caller's
     * @throws VideoException if the file can't be read
     * @throws ShapeException if it holds no clips
     */
    static ClipBatch read(Path file) {
        TensorData array = array(file);
        List<Long> shape = array.shape();
        boolean batched = shape.size() == CLIP_AXES + 1;
        if (!batched && shape.size() != CLIP_AXES) {
            throw new ShapeException(
                    file + ": has shape " + shape + "; expected clips as N,T,H,W,C or one clip as T,H,W,C");
        }
        if (array.dataType() != DataType.F32 && array.dataType() != DataType.U8) {
            throw new ShapeException(
                    file + ": has values of type " + array.dataType() + "; expected float32 in [-1, 1] or uint8");
        }
        int first = batched ? 1 : 0;
        ClipBatch batch = ClipBatch.allocate(
                batched ? side(file, shape, 0) : 1,
                side(file, shape, first + 3),
                side(file, shape, first),
                side(file, shape, first + 1),
                side(file, shape, first + 2));
        try {
            fill(batch, values(array));
            return batch;
        } catch (RuntimeException | Error e) {
            batch.close();
            throw e;
        }
    }

    private static TensorData array(Path file) {
        try {
            return NpyFile.read(file);
        } catch (WeightsException e) {
            throw new VideoException(String.valueOf(e.getMessage()), e);
        }
    }

    private static int side(Path file, List<Long> shape, int axis) {
        long side = shape.get(axis);
        if (side < 1 || side > Integer.MAX_VALUE) {
            throw new ShapeException(file + ": has shape " + shape + "; every side has to be at least 1");
        }
        return (int) side;
    }

    private interface Values {
        float at(int index);
    }

    private static Values values(TensorData array) {
        if (array.dataType() == DataType.F32) {
            FloatBuffer floats = array.floats();
            return floats::get;
        }
        ByteBuffer bytes = array.values();
        return index -> (float) ((bytes.get(index) & 0xFF) / 255.0 * 2 - 1);
    }

    private static void fill(ClipBatch batch, Values values) {
        int planeValues = batch.height() * batch.width();
        for (int clip = 0; clip < batch.clips(); clip++) {
            for (int channel = 0; channel < batch.channels(); channel++) {
                for (int frame = 0; frame < batch.frames(); frame++) {
                    FloatBuffer plane = batch.plane(clip, channel, frame);
                    int start = (clip * batch.frames() + frame) * planeValues;
                    for (int i = 0; i < planeValues; i++) {
                        plane.put(i, values.at((start + i) * batch.channels() + channel));
                    }
                }
            }
        }
    }
}

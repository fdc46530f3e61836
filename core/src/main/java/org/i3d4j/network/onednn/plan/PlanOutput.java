package org.i3d4j.network.onednn.plan;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.i3d4j.architecture.Extent;

/**
 * A feature map that a plan puts out for its caller, as float32 N,C,T,H,W.
 *
 * @param name of the feature map
 * @param clips N
 * @param channels C
 * @param size T, H, W
 * @param largest value that the steps to come can take without a sum that float32 can't hold; infinite where it is not
 *     looked at
 * @param values where the plan puts it; overwritten by the next step
 */
public record PlanOutput(String name, int clips, int channels, Extent size, double largest, memory values) {

    /** Whether it is shown for its {@link #largest} value only. */
    public boolean isWatched() {
        return largest < Double.POSITIVE_INFINITY;
    }

    /** Whether values of {@code clip} are too large, or not numbers. */
    public boolean isBeyond(int clip) {
        FloatBuffer all = floats();
        int values = all.remaining() / clips;
        for (int i = clip * values; i < (clip + 1) * values; i++) {
            if (!(Math.abs(all.get(i)) <= largest)) {
                return true;
            }
        }
        return false;
    }

    /** N, C, T, H, W. */
    public List<Long> shape() {
        return LongStream.of(FeatureMap.dims(clips, channels, size)).boxed().toList();
    }

    /** A view of the values, which last as long as the call that shows this. */
    public FloatBuffer floats() {
        long count = (long) clips * channels * size.volume();
        return new FloatPointer(values.get_data_handle()).capacity(count).asBuffer();
    }
}

package org.i3d4j.network.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A feature map on its way out of a plan, as float32 N,C,T,H,W.
 *
 * @param name of the feature map
 * @param clips N
 * @param channels C
 * @param size T, H, W
 * @param values where the plan puts it; overwritten by the next step
 */
record Tap(String name, int clips, int channels, org.i3d4j.architecture.Extent size, memory values) {

    /** N, C, T, H, W. */
    List<Long> shape() {
        return LongStream.of(FeatureMap.dims(clips, channels, size)).boxed().toList();
    }

    /** A view of the values, which last as long as the call that shows the tap. */
    FloatBuffer floats() {
        long count = (long) clips * channels * size.volume();
        return new FloatPointer(values.get_data_handle()).capacity(count).asBuffer();
    }
}

package org.i3d4j.torch;

import java.util.stream.DoubleStream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.LayerCost;
import org.i3d4j.memory.MachineMemory;
import org.i3d4j.network.Precision;
import org.i3d4j.text.Counted;

/**
 * The least memory that the feature maps of a batch take.
 *
 * @param precision of the maps
 * @param keepsAll whether all of them are kept, for the gradients
 */
record FeatureMemory(Architecture architecture, Precision precision, boolean keepsAll) {

    /**
     * Refuses a batch that can't fit.
     *
     * @throws org.i3d4j.error.DeviceException if the machine has less memory
     */
    void require(int clips, Extent clip) {
        String what = (keepsAll ? "training on " : "running the network on ") + Counted.of(clips, "clip") + " of "
                + clip + " (frames x height x width)";
        MachineMemory.require(leastBytes(clips, clip), what);
    }

    /** The output of every stage if all are kept, else of the largest one: what is computed on the way comes on top. */
    double leastBytes(int clips, Extent clip) {
        int valueBytes = precision == Precision.BF16 ? Short.BYTES : Float.BYTES;
        DoubleStream values = LayerCost.of(architecture, clip).stream()
                .mapToDouble(layer -> (double) layer.channels() * layer.size().volume());
        return clips * valueBytes * (keepsAll ? values.sum() : values.max().orElse(0));
    }
}

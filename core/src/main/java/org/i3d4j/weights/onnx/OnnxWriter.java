package org.i3d4j.weights.onnx;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.onnx.proto.ModelProto;
import org.i3d4j.weights.onnx.proto.OperatorSetIdProto;
import org.i3d4j.weights.onnx.proto.StringStringEntryProto;

/**
 * Writes the network for inference as an ONNX model (operator set 17): {@value #INPUT}, N, C, T, H, W in [-1, 1], to
 * {@value #OUTPUT}, N, classes, averaged over time and space. Batch norm is folded into the convolutions.
 */
public final class OnnxWriter {
    /** Name of the model's input. */
    public static final String INPUT = "clips";
    /** Name of the model's output. */
    public static final String OUTPUT = "logits";

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOW_CHANNELS = 2;

    private OnnxWriter() {}

    /**
     * Writes a model.
     *
     * @param weights every tensor of the network, float32, under our names
     * @param clip the one size of clips it is to take. Empty: any size for which the head's pooling window is full, that is
     *     at least {@link #smallestDynamicClip}
     * @param metadata text to keep with the model
     * @throws org.i3d4j.error.ShapeException if {@code clip} is too small for the network
     * @throws org.i3d4j.error.OutputException if it can't be written; an older file of that name stays
     */
    public static void write(
            Path file, ModelSettings settings, StateDict weights, Optional<Extent> clip, Map<String, String> metadata) {
        Architecture architecture = settings.architecture();
        clip.ifPresent(architecture::requireClip);
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("i3d4j")
                .setDocString("Inflated 3D ConvNet; " + INPUT
                        + ": N, C, T, H, W, " + (settings.inputChannels() == FLOW_CHANNELS ? "optical flow" : "RGB")
                        + " in [-1, 1] unless the metadata's mean and scale say otherwise")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(new OnnxGraph(weights, settings.batchNormEps()).build(architecture, clip));
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        ModelProto built = model.build();
        AtomicFile.write(file, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            built.writeTo(out);
            out.flush();
        });
    }

    /** The smallest clip of which the last block's map fills the head's pooling window: 9x193x193 of Inception. */
    public static Extent smallestDynamicClip(Architecture architecture) {
        if (architecture.poolsEverything()) {
            return architecture.minimumClip();
        }
        Extent far = Extent.cube(1 << 12);
        Extent reduction = far.zip(architecture.lastMap(far), (before, after) -> before / after);
        Extent window = architecture.headPool();
        // Where padding rounds up; windows that leave a rest of frames out need more.
        Extent clip = window.zip(reduction, (size, factor) -> (size - 1) * factor + 1);
        while (!fills(architecture, clip)) {
            // Two where a side is too short.
            Extent growth = architecture.lastMap(clip).zip(window, (found, needed) -> found < needed ? 2 : 1);
            clip = clip.zip(growth, (size, steps) -> size + steps - 1);
        }
        return clip;
    }

    private static boolean fills(Architecture architecture, Extent clip) {
        Extent last = architecture.lastMap(clip);
        return last.zip(architecture.headPool(), Math::max).equals(last);
    }
}

package org.i3d4j.network;

import java.util.List;
import java.util.Set;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.Modality;

/** What every engine asks of the arguments of {@link Network#forward(ClipBatch, Set)}. */
public final class NetworkInputs {
    private NetworkInputs() {}

    /**
     * Refuses clips and endpoints that don't fit {@code architecture}.
     *
     * @param type of clips that is taken besides float32
     * @throws ShapeException naming what was found and what was expected
     */
    public static void require(Architecture architecture, ClipBatch clips, ClipType type, Set<String> endpoints) {
        if (!clips.type().equals(ClipType.FLOAT32) && !clips.type().equals(type)) {
            throw new ShapeException("clips of " + clips.type() + "; the network takes " + ClipType.FLOAT32
                    + (type.equals(ClipType.FLOAT32) ? "" : " and " + type));
        }
        List<String> known = architecture.endpoints();
        for (String endpoint : endpoints) {
            if (!known.contains(endpoint)) {
                throw new ShapeException("unknown endpoint '" + endpoint + "'; there are " + String.join(", ", known));
            }
        }
        requireClips(architecture, clips);
    }

    /**
     * Refuses clips that don't fit {@code architecture}.
     *
     * @throws ShapeException naming both numbers of channels, or both sizes
     */
    public static void requireClips(Architecture architecture, ClipBatch clips) {
        if (clips.channels() != architecture.inputChannels()) {
            throw new ShapeException("clips have " + Modality.words(clips.channels()) + "; the network takes "
                    + Modality.words(architecture.inputChannels()));
        }
        architecture.requireClip(extent(clips));
    }

    /**
     * Refuses frames of other channels than {@code architecture} takes, before they are read.
     *
     * @throws ShapeException naming both numbers of channels, but not what has the frames
     */
    public static void requireChannels(Architecture architecture, int channels) {
        if (channels != architecture.inputChannels()) {
            throw new ShapeException(Modality.mismatch(channels, "the model", architecture.inputChannels()));
        }
    }

    /** Frames, height and width of the clips. */
    public static Extent extent(ClipBatch clips) {
        return new Extent(clips.frames(), clips.height(), clips.width());
    }

    /** The sizes of the batch, for messages. */
    public static String describe(ClipBatch clips) {
        return clips.clips() + "x" + clips.channels() + "x" + clips.frames() + "x" + clips.height() + "x"
                + clips.width() + " clips";
    }
}

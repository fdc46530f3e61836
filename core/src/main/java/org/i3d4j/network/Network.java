package org.i3d4j.network;

import java.util.List;
import java.util.Set;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;

/**
 * An I3D network ready to classify: clips in, logits and endpoints out. Those that {@link Engines#create} makes may be used by
 * several threads: as many as {@link Compute#workers()} compute, others wait. Once closed, it throws {@link IllegalStateException}.
 */
public interface Network extends AutoCloseable {

    ModelSettings settings();

    /** The table this network was built from. */
    default Architecture architecture() {
        return settings().architecture();
    }

    /** Where and how it computes, for people: as {@code libtorch 2.10.0 on cpu, fp32}. */
    String description();

    /**
     * How layers are computed that can be computed in several ways, for clips of the shape that was new last; empty before any came,
     * and of engines that have one way.
     */
    default List<LayerChoice> choices() {
        return List.of();
    }

    /** The clips that cost least to read; those of {@link ClipType#FLOAT32} are taken as well, and no others. */
    default ClipType clipType() {
        return ClipType.FLOAT32;
    }

    /**
     * Runs the network in evaluation mode.
     *
     * @param clipsNcthw N,C,T,H,W, finite values of at most {@link ClipBatch#LARGEST_VALUE}, of a type that it takes; stays the
     *     caller's
     * @return the logits; the caller's
     * @throws org.i3d4j.error.ShapeException if the clips have another number of channels than the network or are below
     *     its minimum size
     */
    default Logits forward(ClipBatch clipsNcthw) {
        return forward(clipsNcthw, Set.of()).logits();
    }

    /**
     * Runs the network in evaluation mode and keeps the endpoints asked for.
     *
     * @param endpoints names of {@link Architecture#endpoints()}
     * @throws org.i3d4j.error.ShapeException as {@link #forward(ClipBatch)}, and for an unknown endpoint
     */
    Activations forward(ClipBatch clipsNcthw, Set<String> endpoints);

    @Override
    void close();
}

package org.i3d4j.bench.network;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;

/** Times the network on random clips in memory: clips in, logits out. */
public final class ForwardBench {
    private static final int CLASSES = 400;

    private final Backbone backbone;
    private final BatchShape shape;
    private final BenchEngine engine;
    private final Precision precision;

    /**
     * Of clips of this shape.
     *
     * @param backbone the network of random weights, where there is no checkpoint
     */
    public ForwardBench(Backbone backbone, BatchShape shape, BenchEngine engine, Precision precision) {
        this.backbone = backbone;
        this.shape = shape;
        this.engine = engine;
        this.precision = precision;
    }

    /**
     * Runs the network.
     *
     * @param checkpoint the model; random weights where none is given
     * @throws org.i3d4j.error.I3dException if the checkpoint can't be read, or the clips are below the network's minimum
     */
    public ComputeTimes run(Optional<Path> checkpoint, NetworkStopwatch stopwatch) {
        ModelSettings settings = ModelSettings.of(backbone, shape.channels(), CLASSES);
        try (Network network = checkpoint.map(this::network).orElseGet(() -> network(settings));
                ClipBatch clips = shape.randomClips()) {
            Architecture architecture = network.architecture();
            ComputeTimes times = stopwatch.time(
                    architecture.name(),
                    network::description,
                    shape.operations(architecture),
                    () -> network.forward(clips));
            return times.withChoices(network.choices());
        }
    }

    private Network network(Path checkpoint) {
        return engine.network(Checkpoints.read(checkpoint), precision);
    }

    private Network network(ModelSettings settings) {
        try (ModelFile file = ModelFile.random(settings)) {
            return engine.network(file.read(), precision);
        }
    }
}

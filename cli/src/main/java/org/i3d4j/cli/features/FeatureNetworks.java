package org.i3d4j.cli.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.cli.options.PreprocessingOptions;
import org.i3d4j.evaluate.provenance.CheckpointFacts;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.features.files.FeatureRun.Stream;
import org.i3d4j.network.Compute;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network of each stream, made when the first video asks for it: where all features are there, none is. */
final class FeatureNetworks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FeatureNetworks.class);

    private final FeatureSettings settings;
    private final Compute compute;
    private final Access reading;
    private final Map<Modality, SavedModel> models = new LinkedHashMap<>();
    private final Map<Modality, Stream> streams = new LinkedHashMap<>();
    private final Map<Modality, I3d> loaded = new LinkedHashMap<>();

    /**
     * How videos are read.
     *
     * @param limits what one may take
     * @param flowFolder where flow lies that was computed before
     * @param batch windows given to a network at a time
     */
    record Access(VideoLimits limits, Optional<Path> flowFolder, int batch) {}

    /** Of models that were read, one a stream; makes none of them yet. */
    FeatureNetworks(
            Map<Modality, SavedModel> read,
            FeatureSettings settings,
            NetworkOptions network,
            PreprocessingOptions preprocessing,
            Compute compute,
            Access reading) {
        this.settings = settings;
        this.compute = compute;
        this.reading = reading;
        read.forEach((modality, model) -> {
            SavedModel asTool = settings.tool().batchNormEps().isPresent()
                    ? model.withBatchNormEps(settings.tool().batchNormEps().getAsDouble())
                    : model;
            SavedModel told = network.withEps(asTool);
            Preprocessing used = preprocessing.of(told);
            if (settings.tool() == FeatureTool.I3D4J) {
                preprocessing.tell(told, used);
            }
            SavedModel ready = told.withPreprocessing(used);
            models.put(modality, ready);
            streams.put(modality, new Stream(modality, ready.settings().architecture(), identity(ready, used)));
        });
    }

    /** All of a model that decides on the features. */
    private Map<String, Object> identity(SavedModel model, Preprocessing used) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("checkpoint_sha256", CheckpointFacts.of(model).sha256());
        identity.put("bn_eps", model.settings().batchNormEps());
        identity.put("precision", compute.precision());
        if (model.settings().inputChannels() == Modality.FLOW.channels()) {
            identity.put("flow", settings.tool().flow(used.flow()).toString());
        }
        if (settings.tool() == FeatureTool.I3D4J) {
            identity.put("frames_prepared", used.withCrops(settings.crops()).describe());
            identity.put("stored_frame_rate", used.storedFrameRate());
        }
        return identity;
    }

    List<Stream> streams() {
        return new ArrayList<>(streams.values());
    }

    FeatureExtractor extractor(Stream stream) {
        FeatureExtractor extractor = loaded.computeIfAbsent(stream.modality(), this::load)
                .featureExtractor(settings)
                .withLimits(reading.limits())
                .withBatch(reading.batch());
        return stream.modality() == Modality.FLOW
                ? reading.flowFolder().map(extractor::withFlowFolder).orElse(extractor)
                : extractor;
    }

    private I3d load(Modality modality) {
        SavedModel model = Objects.requireNonNull(models.get(modality));
        I3d i3d = I3d.load(model, compute);
        // Without the weights, which would stay beside the network's own as long as videos come.
        models.put(modality, i3d.model());
        log.info("the network runs on {}", i3d.network().description());
        return i3d;
    }

    @Override
    public void close() {
        loaded.values().forEach(I3d::close);
    }
}

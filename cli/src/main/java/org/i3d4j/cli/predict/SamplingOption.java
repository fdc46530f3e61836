package org.i3d4j.cli.predict;

import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.predict.Predictor;
import org.i3d4j.predict.SampledPredictor;
import org.i3d4j.video.FrameSampler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which frames of a whole video {@code i3d predict} looks at. */
final class SamplingOption {
    private static final Logger log = LoggerFactory.getLogger(SamplingOption.class);

    /** All of them, or those that evaluation takes. */
    enum Frames {
        ALL,
        EVAL
    }

    @Option(
            names = "--sampling",
            paramLabel = "all|eval",
            description = "all: every frame, so that nothing of the video is left out and nothing is drawn; eval: the"
                    + " frames and views that 'eval' takes with the checkpoint's configuration, or that of --config, for"
                    + " the class that 'eval' finds (default: all; eval where the network is made for a few frames far"
                    + " apart, as i3d_r50, and there are no windows, no maps and no second stream).")
    private Optional<Frames> frames = Optional.empty();

    /** Whether something else decides on the frames where the option doesn't. */
    private boolean decided;

    /** Whether it takes those of evaluation. */
    boolean isEvaluations() {
        return frames.equals(Optional.of(Frames.EVAL));
    }

    /** @throws ParameterException if something else decides on the frames */
    void check(CommandLine command, boolean windowed, boolean live, boolean onAllFrames) {
        decided = windowed || live || onAllFrames;
        if (isEvaluations() && (windowed || live)) {
            throw new ParameterException(
                    command, "--sampling eval takes evaluation's frames; it can't be combined with --window or --live");
        }
    }

    /**
     * Who classifies by evaluation's frames, if that was asked for.
     *
     * @throws org.i3d4j.error.ConfigException if nothing says which they are
     */
    Optional<SampledPredictor> sampled(Predictor predictor, SavedModel model, Preprocessing preprocessing) {
        boolean sparse = !decided && model.settings().backbone() != Backbone.INCEPTION;
        if (!frames.map(Frames.EVAL::equals).orElse(sparse)) {
            return Optional.empty();
        }
        preprocessing.requireKnown(model.file());
        FrameSampler sampler = preprocessing.sampler();
        log.info("of each video: {}", preprocessing.describeSampling());
        if (sampler.mode().isRandom()) {
            log.info(
                    "seq_mode {} draws frames of a video that leaves a choice; 'eval' may have drawn others",
                    sampler.mode().yamlName());
        }
        return Optional.of(predictor.sampled(sampler, preprocessing.averaging(), preprocessing.seed()));
    }
}

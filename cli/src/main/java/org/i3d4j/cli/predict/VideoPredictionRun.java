package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.i3d4j.predict.Annotator;
import org.i3d4j.predict.Annotator.Annotated;
import org.i3d4j.predict.ClassScore;
import org.i3d4j.predict.HeatPicture;
import org.i3d4j.predict.MappedPrediction;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;
import org.i3d4j.predict.SampledPredictor;
import org.i3d4j.predict.SlidingPredictor;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.TimelinePicture;
import org.i3d4j.predict.heat.ClassMaps;

/** What {@code i3d predict} does with one video: whole or in windows, printed, drawn, annotated. */
final class VideoPredictionRun {
    private final WindowOptions options;
    private final PredictionPrinter whole;
    private final TimelinePrinter windows;
    private final int top;
    private final LogitsOutput logits;
    private final Optional<TimelinePicture> picture;
    private final Optional<Annotator> annotator;
    private final HeatOptions heat;
    private final Optional<HeatPicture> heatPicture;

    /**
     * @param picture what to draw, of the only video
     * @param annotator what to write, of the only video
     * @param logits gets a row a video, or a row a window
     * @param heatPicture of the only video
     */
    VideoPredictionRun(
            WindowOptions options,
            PredictionPrinter whole,
            TimelinePrinter windows,
            int top,
            Optional<TimelinePicture> picture,
            Optional<Annotator> annotator,
            LogitsOutput logits,
            HeatOptions heat,
            Optional<HeatPicture> heatPicture) {
        this.options = options;
        this.whole = whole;
        this.windows = windows;
        this.top = top;
        this.picture = picture;
        this.annotator = annotator;
        this.logits = logits;
        this.heat = heat;
        this.heatPicture = heatPicture;
    }

    /**
     * Predicts and prints a video in one piece.
     *
     * @param sampled classifies it in place of {@code predictor}
     */
    void predictWhole(Optional<SampledPredictor> sampled, Predictor predictor, Path video) {
        long start = System.nanoTime();
        Optional<MappedPrediction> mapped =
                heat.wanted() ? Optional.of(predictor.mapped(video, heat.classIndex())) : Optional.empty();
        Prediction prediction = mapped.map(MappedPrediction::prediction)
                .or(() -> sampled.map(evaluated -> evaluated.classify(video)))
                .orElseGet(() -> predictor.classify(video));
        logits.add(prediction);
        whole.print(video, List.of(prediction), secondsSince(start));
        Optional<ClassMaps> maps = mapped.map(MappedPrediction::maps);
        maps.ifPresent(this::drawHeat);
        annotate(video, frame -> prediction.top(top), maps);
    }

    /** Predicts and prints a video by the windows that were asked for. */
    void predictWindows(Predictor predictor, Path video) {
        long start = System.nanoTime();
        AtomicBoolean begun = new AtomicBoolean();
        SlidingPredictor sliding = predictor.sliding(options.sliding().orElseThrow(), options.batch());
        SlidingPredictor seeing = heat.wanted() ? sliding.withMaps(heat.classIndex()) : sliding;
        Timeline timeline = seeing.timeline(video, window -> {
            if (!begun.getAndSet(true)) {
                windows.printStart(video.toString());
            }
            windows.printWindow(window);
        });
        logits.add(timeline);
        windows.print(timeline, secondsSince(start));
        picture.ifPresent(drawing -> drawing.write(timeline));
        timeline.maps().ifPresent(this::drawHeat);
        annotate(video, frame -> timeline.windowAt(frame).top(top), timeline.maps());
    }

    private void drawHeat(ClassMaps maps) {
        heatPicture.ifPresent(drawing -> drawing.write(maps));
    }

    private void annotate(Path video, IntFunction<List<ClassScore>> classesOfFrame, Optional<ClassMaps> maps) {
        annotator.ifPresent(annotating -> {
            Annotated copy = maps.map(seen -> annotating.annotate(classesOfFrame, seen))
                    .orElseGet(() -> annotating.annotate(classesOfFrame));
            if (copy.repeated() > 0 || copy.leftOut() > 0) {
                windows.printNote(
                        video.toString(),
                        "its frame rate varies; the annotated copy repeats " + copy.repeated() + " frames and leaves "
                                + copy.leftOut() + " out to keep the times");
            }
        });
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}

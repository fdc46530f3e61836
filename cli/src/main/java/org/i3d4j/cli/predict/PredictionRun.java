package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.input.InputSearch;
import org.i3d4j.cli.input.NamedInput;
import org.i3d4j.cli.process.Session;
import org.i3d4j.error.I3dException;
import org.i3d4j.predict.ClassScore;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.heat.ClassMaps;
import org.i3d4j.predict.picture.Annotator;
import org.i3d4j.predict.picture.Annotator.Annotated;
import org.i3d4j.predict.picture.HeatPicture;
import org.i3d4j.predict.picture.TimelinePicture;
import org.i3d4j.text.Counted;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code i3d predict} does with its inputs, one after the other: whole or in windows, printed, drawn, annotated. */
final class PredictionRun {
    private final CommandSpec spec;
    private final InputSearch search;
    private final Classifier classifier;
    private final boolean windowed;
    private final int top;
    private final Outputs outputs;
    private final InputFailures failures = new InputFailures();
    /** Of arrays of pixels and of others, which were spoken of. */
    private final Set<Boolean> told = new HashSet<>();

    /**
     * Where results go.
     *
     * @param whole prints videos in one piece
     * @param windows prints windows
     * @param picture what to draw, of the only video
     * @param annotator what to write, of the only video
     * @param heat draws the maps of the only video
     * @param logits gets a row a video, or a row a window
     */
    record Outputs(
            PredictionPrinter whole,
            TimelinePrinter windows,
            Optional<TimelinePicture> picture,
            Optional<Annotator> annotator,
            Optional<HeatPicture> heat,
            LogitsOutput logits) {}

    /**
     * Of nothing yet.
     *
     * @param spec of the command
     * @param search for its inputs
     * @param windowed whether windows were asked for
     * @param top classes that a copy of the video shows
     */
    PredictionRun(
            CommandSpec spec, InputSearch search, Classifier classifier, boolean windowed, int top, Outputs outputs) {
        this.spec = spec;
        this.search = search;
        this.classifier = classifier;
        this.windowed = windowed;
        this.top = top;
        this.outputs = outputs;
    }

    /** That of the command, by what went and what failed. */
    int exitCode() {
        return failures.exitCode();
    }

    /** Predicts a file, or all of a folder. What fails is told, and the rest goes on. */
    void predict(Path input) {
        try {
            NamedInput.files(input, search.of(input), spec, this::leaveOut).stream()
                    .filter(file -> !classifier.isPartOfAnother(file))
                    .forEach(this::predictFile);
        } catch (I3dException e) {
            leaveOut(input, e);
        }
    }

    private void leaveOut(Path file, I3dException reason) {
        failures.failed(reason);
        outputs.whole().printError(file, reason);
    }

    private void predictFile(Path file) {
        try {
            if (windowed && InputFiles.hasWindows(file)) {
                predictWindows(file);
                tellHowPrepared(file);
            } else if (InputFiles.isArray(file)) {
                predictClips(file);
            } else {
                predictWhole(file);
            }
            failures.went();
        } catch (I3dException e) {
            leaveOut(file, e);
        }
    }

    private void predictClips(Path file) {
        long start = System.nanoTime();
        Classified classified = classifier.clips(file);
        tellHowPrepared(file);
        outputs.logits().add(file, classified.predictions());
        outputs.whole().print(file, classified, secondsSince(start));
    }

    private void predictWhole(Path video) {
        long start = System.nanoTime();
        Classified classified = classifier.whole(video);
        Prediction prediction = classified.predictions().get(0);
        outputs.logits().add(prediction);
        outputs.whole().print(video, classified, secondsSince(start));
        draw(classified.maps());
        annotate(video, frame -> prediction.top(top), classified.maps());
    }

    private void predictWindows(Path video) {
        long start = System.nanoTime();
        AtomicBoolean begun = new AtomicBoolean();
        ClassifiedTimeline classified = classifier.windows(video, window -> {
            if (!begun.getAndSet(true)) {
                outputs.windows().printStart(video.toString());
            }
            outputs.windows().printWindow(window);
        });
        Timeline timeline = classified.timeline();
        outputs.logits().add(timeline);
        outputs.windows().print(classified, secondsSince(start));
        outputs.picture().ifPresent(drawing -> drawing.write(timeline));
        draw(timeline.maps());
        annotate(video, frame -> timeline.windowAt(frame).top(top), timeline.maps());
    }

    private void draw(Optional<ClassMaps> maps) {
        maps.ifPresent(made -> outputs.heat().ifPresent(drawing -> drawing.write(made)));
    }

    private void annotate(Path video, IntFunction<List<ClassScore>> classesOfFrame, Optional<ClassMaps> maps) {
        outputs.annotator().ifPresent(annotating -> {
            Annotated copy = maps.map(seen -> annotating.annotate(classesOfFrame, seen))
                    .orElseGet(() -> annotating.annotate(classesOfFrame));
            if (copy.repeated() > 0 || copy.leftOut() > 0) {
                outputs.windows()
                        .printNote(
                                video.toString(),
                                "its frame rate varies; the annotated copy repeats "
                                        + Counted.of(copy.repeated(), "frame") + " and leaves " + copy.leftOut()
                                        + " out to keep the times");
            }
        });
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Once for each kind: folders may hold thousands. */
    private void tellHowPrepared(Path file) {
        if (!InputFiles.isArray(file)) {
            return;
        }
        boolean pixels = InputFiles.isPixels(file);
        if (told.add(pixels)) {
            note(
                    file,
                    pixels
                            ? "holds pixels (uint8), which are resized and cropped as a video's"
                            : classifier.isSampled()
                                    ? "holds floats, which are turned back into pixels and prepared as a data set's"
                                    : "is taken as preprocessed: it is neither resized nor cropped");
        }
    }

    private void note(Path file, String text) {
        Session.note(spec, file + ": " + text);
    }
}

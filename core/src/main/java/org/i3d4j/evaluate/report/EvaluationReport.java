package org.i3d4j.evaluate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.files.IoReason;
import org.i3d4j.report.picture.ConfusionMatrixPlot;
import org.i3d4j.report.picture.ContactSheet;
import org.i3d4j.report.picture.ReliabilityPlot;
import org.i3d4j.video.VideoLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An evaluation as a folder of files: {@code metrics.json}, tables as CSV, pictures, and {@code report.html}, which shows
 * all of them on one page with the worst mistakes to play.
 *
 * @param evaluation what is reported
 * @param classes names of the data set's classes
 * @param provenance what was measured, and how
 * @param streams each of two streams and both, whose {@link TwoStreamEvaluation#both} is {@code evaluation}; empty of one
 * @param limits what a video may take that is opened to be shown
 */
public record EvaluationReport(
        Evaluation evaluation,
        ClassNames classes,
        Provenance provenance,
        Optional<TwoStreamEvaluation> streams,
        VideoLimits limits) {
    private static final Logger log = LoggerFactory.getLogger(EvaluationReport.class);

    /** Of one stream. */
    public EvaluationReport(Evaluation evaluation, ClassNames classes, Provenance provenance, VideoLimits limits) {
        this(evaluation, classes, provenance, Optional.empty(), limits);
    }

    /**
     * Writes all files into {@code folder}, which is made if it is missing. Pictures and the page come after the figures;
     * a picture that can't be drawn is a warning, a video that can't be opened any more a note on the page.
     *
     * @throws OutputException if another file can't be written
     */
    public void write(Path folder) {
        List<String> names = evaluation.classNames(classes);
        removeOthers(folder);
        MetricsJson.write(folder, evaluation, streams, provenance);
        PredictionsCsv.write(folder, evaluation, names);
        PerClassCsv.write(folder, evaluation, names);
        streams.ifPresent(each -> StreamsCsv.write(folder, each, names));
        CalibrationCsv.write(folder, evaluation.calibration());
        SkippedCsv.write(folder, evaluation.skipped());
        if (!evaluation.multiLabel()) {
            ConfusionMatrixCsv.write(folder, evaluation.confusion(), names);
            ConfusedPairsCsv.write(folder, evaluation.confusion(), names);
        }
        FrameSource videos = FrameSource.ofFiles(limits);
        List<Picture> pictures = draw(folder, names, videos);
        new ReportPage(evaluation, names, streams, new Thumbnail(videos), pictures, provenance)
                .write(folder.resolve("report.html"));
    }

    /** What an evaluation of another kind left in the folder, and this one has none of. */
    private void removeOthers(Path folder) {
        List<String> others = new ArrayList<>();
        if (streams.isEmpty()) {
            others.add("streams.csv");
        }
        if (evaluation.multiLabel()) {
            others.addAll(List.of("confusion_matrix.csv", "confused_pairs.csv", "confusion_matrix.png"));
        }
        for (String name : others) {
            Path file = folder.resolve(name);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new OutputException(
                        file + ": is of another evaluation and can't be removed: " + IoReason.of(e, file), e);
            }
        }
    }

    private List<Picture> draw(Path folder, List<String> names, FrameSource videos) {
        List<Picture> drawn = new ArrayList<>();
        draw("Reliability of the confidences", drawn, () -> {
            ReliabilityPlot.write(folder.resolve("reliability.png"), evaluation.calibration());
            return chart(ReliabilityPlot.svg(evaluation.calibration()));
        });
        if (!evaluation.multiLabel()) {
            draw("Confusion matrix", drawn, () -> {
                ConfusionMatrixPlot.write(folder.resolve("confusion_matrix.png"), evaluation.confusion(), names);
                return chart(ConfusionMatrixPlot.svg(evaluation.confusion(), names));
            });
        }
        draw("Some videos", drawn, () -> {
            SomeClips clips = new SomeClips(evaluation, names, videos);
            ContactSheet sheet = clips.sheet();
            sheet.write(folder.resolve("clips.png"));
            return SomeClips.html(sheet);
        });
        return drawn;
    }

    private static String chart(String svg) {
        return "<div class=\"scroll chart\">\n" + svg + "</div>\n";
    }

    /** A machine without fonts, as minimal containers are, still gets all figures. */
    private static void draw(String title, List<Picture> drawn, Supplier<String> drawing) {
        try {
            drawn.add(new Picture(title, drawing.get()));
        } catch (OutputException e) {
            log.warn("warning: {}", e.getMessage());
        }
    }
}

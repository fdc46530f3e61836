package org.i3d4j.evaluate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.report.ConfusionMatrixPlot;
import org.i3d4j.report.ContactSheet;
import org.i3d4j.report.ContactSheet.Verdict;
import org.i3d4j.report.JsonReport;
import org.i3d4j.video.Clip;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.VideoReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An evaluation as files: {@code metrics.json}, {@code predictions.csv}, {@code confusion_matrix.csv} and {@code .png},
 * and {@code clips.png}, some videos with their labels and what was predicted.
 *
 * @param evaluation what is reported
 * @param classes names of the data set's classes
 * @param limits what a video may take that is opened for its picture
 */
public record EvaluationReport(Evaluation evaluation, ClassNames classes, VideoLimits limits) {
    private static final Logger log = LoggerFactory.getLogger(EvaluationReport.class);
    private static final int SHEET_CLIPS = 8;
    private static final int SHEET_FRAMES = 8;
    private static final int SHEET_FRAME_HEIGHT = 96;

    /** What {@code metrics.json} holds; shares in [0, 1]. */
    private record Metrics(
            double top1,
            double top5,
            double meanClassAccuracy,
            double loss,
            int videos,
            int skipped,
            String protocol) {}

    /**
     * Writes all files into {@code folder}, which is made if it is missing. Pictures come last; one that can't be drawn
     * is a warning.
     *
     * @throws OutputException if another file can't be written
     */
    public void write(Path folder) {
        JsonReport.write(
                folder.resolve("metrics.json"),
                new Metrics(
                        evaluation.top1(),
                        evaluation.top5(),
                        evaluation.meanClassAccuracy(),
                        evaluation.loss(),
                        evaluation.videos(),
                        evaluation.skipped().size(),
                        evaluation.protocol()));
        writeCsv(folder.resolve("predictions.csv"), this::predictions);
        writeCsv(folder.resolve("confusion_matrix.csv"), this::confusionMatrix);
        draw(() -> ConfusionMatrixPlot.write(folder.resolve("confusion_matrix.png"), evaluation.confusion(), names()));
        draw(() -> writeClips(folder.resolve("clips.png")));
    }

    /** A machine without fonts, as minimal containers are, still gets all figures. */
    private static void draw(Runnable picture) {
        try {
            picture.run();
        } catch (OutputException e) {
            log.warn("warning: {}", e.getMessage());
        }
    }

    /** One for each class of the network, which may have more than the data set. */
    private List<String> names() {
        return IntStream.range(0, evaluation.confusion().classes())
                .mapToObj(this::name)
                .toList();
    }

    private String name(int label) {
        return label < classes.size() ? classes.name(label) : "class " + label;
    }

    private static void writeCsv(Path file, Consumer<CsvWriter> content) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            content.accept(csv);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + e.getMessage(), e);
        }
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void predictions(CsvWriter csv) {
        csv.writeRecord("file", "label", "predicted", "correct", "probability", "rank_in_top5");
        for (VideoPrediction video : evaluation.predictions()) {
            int rank = video.top().indexOf(video.label());
            csv.writeRecord(
                    video.file().toString(),
                    name(video.label()),
                    name(video.best()),
                    String.valueOf(video.isCorrect()),
                    String.valueOf(video.probabilities().get(0)),
                    rank < 0 ? "" : String.valueOf(rank + 1));
        }
    }

    private void confusionMatrix(CsvWriter csv) {
        ConfusionMatrix matrix = evaluation.confusion();
        csv.writeRecord(
                Stream.concat(Stream.of("true \\ predicted"), names().stream()).toList());
        for (int row = 0; row < matrix.classes(); row++) {
            int label = row;
            Stream<String> counts = IntStream.range(0, matrix.classes())
                    .mapToObj(column -> String.valueOf(matrix.count(label, column)));
            csv.writeRecord(Stream.concat(Stream.of(name(row)), counts).toList());
        }
    }

    /** The first video of each class; of the first eight classes that have one. */
    private void writeClips(Path file) {
        ContactSheet sheet = new ContactSheet(SHEET_FRAMES, SHEET_FRAME_HEIGHT);
        IntStream.range(0, classes.size())
                .mapToObj(label -> evaluation.predictions().stream()
                        .filter(video -> video.label() == label)
                        .findFirst())
                .flatMap(Optional::stream)
                .limit(SHEET_CLIPS)
                .forEach(video -> addClip(sheet, video));
        sheet.write(file);
    }

    private void addClip(ContactSheet sheet, VideoPrediction video) {
        String caption = name(video.label()) + (video.isCorrect() ? "" : ", taken for " + name(video.best()));
        try (VideoReader reader = VideoReader.open(video.file(), limits)) {
            int count = reader.frameCount();
            int width = Math.max(
                    1,
                    Math.round((float) reader.info().width()
                            * SHEET_FRAME_HEIGHT
                            / reader.info().height()));
            int[] frames = IntStream.range(0, SHEET_FRAMES)
                    .map(i -> (int) ((long) i * count / SHEET_FRAMES))
                    .toArray();
            try (Clip clip = Clip.allocate(frames.length, SHEET_FRAME_HEIGHT, width)) {
                reader.read(frames, clip);
                sheet.add(clip, caption, video.isCorrect() ? Verdict.RIGHT : Verdict.WRONG);
            }
        }
    }
}

package org.i3d4j.torch.train.listeners;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.report.CsvMetrics;
import org.i3d4j.report.TensorBoardWriter;
import org.i3d4j.report.picture.Curves;
import org.i3d4j.report.picture.CurvesPlot;
import org.i3d4j.video.VideoLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a run's figures into its folder: {@code metrics.csv} with a row per step and per validation, TensorBoard event
 * files with the configuration, curves, some clips and predictions, {@code curves.png}, and the resolved configuration
 * as {@code config.yaml}. Rows of steps behind the checkpoint that a run goes on from are removed, and TensorBoard is told
 * to forget them: it makes them again.
 */
public final class MetricsFiles implements TrainListener {
    /** The file with a row per step. */
    public static final String METRICS = "metrics.csv";

    private static final Logger log = LoggerFactory.getLogger(MetricsFiles.class);
    private static final List<String> COLUMNS = List.of(
            "step",
            "epoch",
            "loss",
            "top1",
            "learning_rate",
            "clips_per_second",
            "data_wait_share",
            "gradient_wait_share",
            "gradient_norm",
            "val_loss",
            "val_top1",
            "val_top5",
            "val_mean_class_accuracy",
            "val_mean_average_precision",
            "val_expected_calibration_error");

    private final Path folder;
    private final String configYaml;
    private final CsvMetrics csv;
    private final TensorBoardWriter tensorBoard;
    private final Curves curves = new Curves();
    private String title = "";
    private TrainingPictures pictures = new TrainingPictures(List.of(), FrameSource.ofFiles(VideoLimits.DEFAULT));

    /**
     * Opens the files; those of an earlier run in the folder are continued.
     *
     * @param configYaml the resolved configuration
     * @throws OutputException if the folder can't be written to
     */
    public MetricsFiles(Path folder, String configYaml) {
        this.folder = folder;
        curves.showInPercent("top-1");
        this.configYaml = configYaml;
        AtomicFile.write(folder.resolve("config.yaml"), configYaml.getBytes(StandardCharsets.UTF_8));
        this.csv = CsvMetrics.open(folder.resolve(METRICS), COLUMNS);
        try {
            this.tensorBoard = TensorBoardWriter.open(folder);
        } catch (RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    @Override
    public void started(TrainRun run) {
        title = run.modelName() + " in " + folder;
        csv.retain(row -> isBefore(run, row));
        pictures = new TrainingPictures(run.classNames(), FrameSource.ofFiles(run.limits()));
        tensorBoard.startsAfter(run.firstStep());
        tensorBoard.text("config", run.firstStep(), "```yaml\n" + configYaml + "```");
    }

    /**
     * Whether a row of an earlier run is of what this one does not do again. At the last step of an epoch a checkpoint
     * may be of before its validation or after: there the epoch tells.
     */
    private static boolean isBefore(TrainRun run, Map<String, String> row) {
        try {
            boolean isValidation = row.getOrDefault("loss", "").isEmpty();
            return Long.parseLong(row.getOrDefault("step", "")) <= run.firstStep()
                    && (!isValidation || Integer.parseInt(row.getOrDefault("epoch", "")) <= run.firstEpoch());
        } catch (NumberFormatException e) {
            return true;
        }
    }

    @Override
    public void epochBegun(int epoch, long step, LabelledBatch batch) {
        draw(() -> tensorBoard.image("clips/train", step, pictures.inputs(batch).picture()));
    }

    @Override
    public void stepped(TrainStep step) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", step.step());
        row.put("epoch", step.epoch());
        row.put("loss", step.loss());
        row.put("top1", step.top1());
        row.put("learning_rate", step.learningRate());
        row.put("clips_per_second", step.clips() / step.seconds());
        row.put("data_wait_share", step.waitSeconds() / step.seconds());
        row.put("gradient_wait_share", step.gradientWaitSeconds() / step.seconds());
        if (Double.isFinite(step.gradientNorm())) {
            row.put("gradient_norm", step.gradientNorm());
            tensorBoard.scalar("train/gradient_norm", step.step(), step.gradientNorm());
        }
        csv.row(row);
        tensorBoard.scalars(
                step.step(),
                Map.of(
                        "train/loss", step.loss(),
                        "train/top1", step.top1(),
                        "train/learning_rate", step.learningRate(),
                        "speed/clips_per_second", step.clips() / step.seconds(),
                        "speed/data_wait_share", step.waitSeconds() / step.seconds()));
        double x = (double) step.step();
        curves.addNoisy("loss", "train", x, step.loss());
        curves.addNoisy("top-1", "train", x, step.top1());
        curves.add("learning rate", "train", x, step.learningRate());
    }

    @Override
    public void validated(int epoch, long step, Evaluation evaluation) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", step);
        row.put("epoch", epoch);
        evaluation.figures().forEach((name, value) -> {
            row.put("val_" + name, value);
            tensorBoard.scalar("val/" + name, step, value);
        });
        csv.row(row);
        curves.add("loss", "validation", (double) step, evaluation.loss());
        curves.add("top-1", "validation", (double) step, evaluation.top1());
        draw(() -> tensorBoard.image(
                "clips/validation", step, pictures.predictions(evaluation).picture()));
        plot();
    }

    private void plot() {
        draw(() -> CurvesPlot.write(folder.resolve("curves.png"), title, "step", curves));
    }

    private static void draw(Runnable picture) {
        try {
            picture.run();
        } catch (OutputException | VideoException e) {
            // A picture is not worth a training run.
            log.warn("warning: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        plot();
        csv.close();
        tensorBoard.close();
    }
}

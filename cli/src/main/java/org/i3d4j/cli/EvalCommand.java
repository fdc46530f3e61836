package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.evaluate.SkipReason;
import org.i3d4j.evaluate.report.EvaluationReport;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code i3d eval}. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = "Measure a checkpoint on a labelled data set.")
final class EvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions configuration = new ConfigOptions();

    @Mixin
    private BatchNormOption batchNorm = new BatchNormOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private ViewOptions views = new ViewOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "CKPT",
            description = "The model (default: eval.pretrained_model of the configuration).")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, the figures as metrics.json and CSV, and pictures there.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "plain, or reference: nothing on standard output but the reference system's line with the result"
                            + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "plain")
    private LogFormat logFormat = LogFormat.PLAIN;

    @Override
    public Integer call() {
        compute.requireDevice();
        report.ifPresent(OutputFolder::require);
        I3dConfig config = configuration.load(views::overrides).config();
        ConfiguredSplit split = ConfiguredSplit.open(
                config.dataLoader().eval(),
                configuration.datasetRoot(config.dataLoader().eval()),
                config.train().seed());
        SavedModel model =
                batchNorm.applyTo(Checkpoints.read(checkpoint.orElseGet(() -> configuredCheckpoint(config))));
        requireSameClasses(model, split.dataset().classNames());
        Evaluation evaluation = evaluate(config, split, model);
        try {
            print(evaluation);
        } finally {
            // What took hours is not lost with a line that can't be printed.
            report.ifPresent(folder -> write(
                    new EvaluationReport(
                            evaluation,
                            split.dataset().classNames(),
                            split.loading().limits()),
                    folder));
        }
        return 0;
    }

    private Evaluation evaluate(I3dConfig config, ConfiguredSplit split, SavedModel model) {
        Evaluator evaluator = new Evaluator(
                split.dataset(),
                split.sampler(),
                split.transforms(),
                split.loading(),
                Averaging.of(config.eval().average()));
        try (Network network = model.network(compute.computeOr(config.train().precision()));
                VideosProgress progress = new VideosProgress(
                        "evaluated",
                        evaluator.videos(),
                        Main.progress(spec),
                        spec.commandLine().getErr())) {
            return evaluator.evaluate(network, progress);
        }
    }

    private static Path configuredCheckpoint(I3dConfig config) {
        String file = config.eval().pretrainedModel();
        if (file.isBlank()) {
            throw new ConfigException("no checkpoint named: give --checkpoint CKPT, or set eval.pretrained_model");
        }
        return Path.of(file);
    }

    /** Refuses a data set whose labels don't mean the classes of {@code model}. */
    static void requireSameClasses(SavedModel model, ClassNames dataset) {
        if (dataset.size() > model.settings().classes()) {
            throw new ConfigException(
                    model.file() + ": has " + model.settings().classes() + " classes, the data set " + dataset.size());
        }
        List<String> names = model.classNames();
        for (int label = 0; label < Math.min(names.size(), dataset.size()); label++) {
            if (!names.get(label).equals(dataset.name(label))) {
                throw new ConfigException(model.file() + ": its class " + label + " is '" + names.get(label)
                        + "', the data set's is '" + dataset.name(label)
                        + "'; set data_loader.eval.dataset.class_order to the order it was trained with");
            }
        }
    }

    /** Where people look; scripts that read the reference's line get it alone. */
    private PrintWriter forPeople() {
        return logFormat == LogFormat.REFERENCE
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void print(Evaluation evaluation) {
        PrintWriter people = forPeople();
        people.println("protocol: " + evaluation.protocol());
        people.println("videos: " + evaluation.videos() + " used, "
                + evaluation.skipped().size() + " skipped");
        SkipReason.of(evaluation.skipped())
                .forEach(reason -> people.println(
                        "  skipped " + reason.videos() + ": " + reason.reason() + ", such as " + reason.example()));
        if (logFormat == LogFormat.REFERENCE) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ReferenceResult.line(evaluation));
            out.flush();
        } else {
            evaluation.figures().forEach((name, value) -> people.println(figure(name, value)));
        }
        people.flush();
    }

    private static String figure(String name, double value) {
        String words = name.replace('_', ' ') + ": ";
        return words
                + (name.equals("loss")
                        ? String.format(Locale.ROOT, "%.4f", value)
                        : String.format(Locale.ROOT, "%.2f %%", 100 * value));
    }

    private void write(EvaluationReport evaluated, Path folder) {
        evaluated.write(folder);
        PrintWriter people = forPeople();
        people.println("report in " + folder.toAbsolutePath().normalize());
        people.flush();
    }
}

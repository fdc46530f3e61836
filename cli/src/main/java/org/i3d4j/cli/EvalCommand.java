package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.EvaluationReport;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkProvider;
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
    private DeviceOptions compute = new DeviceOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "CKPT",
            description = "The model (default: eval.pretrained_model of the configuration).")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write metrics.json, predictions.csv, confusion_matrix.csv and .png, and clips.png there.")
    private Optional<Path> report = Optional.empty();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        I3dConfig config = configuration.load().config();
        ConfiguredSplit split = ConfiguredSplit.open(
                config.dataLoader().eval(),
                configuration.datasetRoot(config.dataLoader().eval()),
                config.train().seed());
        SavedModel model = Checkpoints.read(checkpoint.orElseGet(() -> configuredCheckpoint(config)));
        requireSameClasses(model, split.dataset().classNames());
        Evaluator evaluator = new Evaluator(split.dataset(), split.sampler(), split.transforms(), split.loading());
        try (Network network = NetworkProvider.load()
                .create(
                        model.settings(),
                        model.weights(),
                        compute.device(),
                        compute.precisionOr(config.train().precision()))) {
            Evaluation evaluation = evaluator.evaluate(network, progress(evaluator.videos()));
            print(evaluation, out);
            report.ifPresent(folder -> {
                new EvaluationReport(
                                evaluation,
                                split.dataset().classNames(),
                                split.loading().limits())
                        .write(folder);
                out.println("report in " + folder.toAbsolutePath().normalize());
            });
        }
        out.flush();
        return 0;
    }

    private static Path configuredCheckpoint(I3dConfig config) {
        String file = config.eval().pretrainedModel();
        if (file.isBlank()) {
            throw new ConfigException("no checkpoint named: give --checkpoint CKPT, or set eval.pretrained_model");
        }
        return Path.of(file);
    }

    private static void requireSameClasses(SavedModel model, ClassNames dataset) {
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

    private IntConsumer progress(int videos) {
        if (!Terminal.isInteractive()) {
            return done -> {};
        }
        PrintWriter err = spec.commandLine().getErr();
        return done -> {
            err.print("\revaluated " + done + " of " + videos + " videos" + (done == videos ? "\n" : ""));
            err.flush();
        };
    }

    private static void print(Evaluation evaluation, PrintWriter out) {
        out.println("protocol: " + evaluation.protocol());
        out.println("videos: " + evaluation.videos() + " used, "
                + evaluation.skipped().size() + " skipped");
        evaluation.skipped().forEach(video -> out.println("  skipped " + video.file() + ": " + video.reason()));
        out.printf(
                Locale.ROOT,
                "top1: %.2f %%%ntop5: %.2f %%%nmean class accuracy: %.2f %%%n",
                100 * evaluation.top1(),
                100 * evaluation.top5(),
                100 * evaluation.meanClassAccuracy());
    }
}

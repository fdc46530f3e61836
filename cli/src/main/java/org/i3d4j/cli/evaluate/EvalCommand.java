package org.i3d4j.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.BatchNormOption;
import org.i3d4j.cli.options.ComputeOptions;
import org.i3d4j.cli.options.ConfigOptions;
import org.i3d4j.cli.options.LogFormatOption;
import org.i3d4j.cli.options.ScoresFileConverter;
import org.i3d4j.cli.output.LeftOutVideos;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.evaluate.ModelClasses;
import org.i3d4j.evaluate.provenance.CheckpointFacts;
import org.i3d4j.evaluate.provenance.ComputeFacts;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.evaluate.report.EvaluationReport;
import org.i3d4j.evaluate.scores.LabelledScores;
import org.i3d4j.evaluate.scores.ScoresFile;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.metrics.Percent;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code i3d eval}. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = "Measure a checkpoint on a labelled data set.")
public final class EvalCommand implements Callable<Integer> {
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
            names = "--scores",
            paramLabel = "OUT",
            converter = ScoresFileConverter.class,
            description = "Write the scores of every video for every class there: OUT.npy, a NumPy array, its rows and"
                    + " columns named in OUT.npy.json; or OUT.parquet, a table.")
    private Optional<ScoresFile> scores = Optional.empty();

    @Mixin
    private LogFormatOption logFormat = new LogFormatOption();

    @Override
    public Integer call() {
        compute.requireDevice();
        report.ifPresent(OutputFolder::require);
        scores.ifPresent(ScoresFile::requireWritable);
        LoadedConfig loaded = configuration.load(views::overrides);
        I3dConfig config = loaded.config();
        Compute used = compute.computeOr(config.train().precision());
        try (Subject subject = open(config, used)) {
            ConfiguredSplit split = subject.split();
            Evaluation evaluation = evaluate(config, split, subject.network());
            Optional<Provenance> provenance = subject.facts()
                    .map(measured -> new Provenance(
                            OffsetDateTime.now(ZoneId.systemDefault()),
                            measured,
                            ComputeFacts.of(subject.network(), used),
                            subject.datasets().eval().root(),
                            configuration.file(),
                            loaded));
            try {
                print(evaluation);
            } finally {
                // What took hours is not lost with a line that can't be printed.
                provenance.ifPresent(known -> write(evaluation, split, known));
            }
        }
        return 0;
    }

    /**
     * What is evaluated: no more of the model than its network, which has weights of its own.
     *
     * @param network owned
     * @param datasets where the split is from
     * @param split whose videos it gets
     * @param facts for the report, if there is one
     */
    private record Subject(
            Network network, ConfiguredDatasets datasets, ConfiguredSplit split, Optional<CheckpointFacts> facts)
            implements AutoCloseable {
        @Override
        public void close() {
            network.close();
        }
    }

    private Subject open(I3dConfig config, Compute used) {
        SavedModel model = batchNorm.applyTo(
                Checkpoints.read(NamedCheckpoint.file(checkpoint.orElseGet(() -> configuredCheckpoint(config)), spec)));
        ConfiguredDatasets datasets = configuration.datasets(config);
        new Preprocessing(config).differenceFrom(model).ifPresent(note -> Session.note(spec, note));
        ModelClasses classes = ModelClasses.of(model, datasets);
        ConfiguredSplit split = datasets.eval()
                .open(classes.numbering())
                .complete()
                .fitting(model.file().toString(), model.settings().inputChannels());
        Stream.concat(classes.note().stream(), split.dataset().notes().stream())
                .forEach(note -> Session.note(spec, note));
        // Reads the whole checkpoint again, for its checksum.
        Optional<CheckpointFacts> facts =
                report.isPresent() || scores.isPresent() ? Optional.of(CheckpointFacts.of(model)) : Optional.empty();
        return new Subject(model.network(used), datasets, split, facts);
    }

    private Evaluation evaluate(I3dConfig config, ConfiguredSplit split, Network network) {
        Evaluator evaluator = new Evaluator(split, config.eval().average());
        try (VideosProgress progress = new VideosProgress(
                "evaluated",
                evaluator.videos(),
                Session.of(spec).progress(),
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

    /** Where people look; scripts that read the reference's line get it alone. */
    private PrintWriter forPeople() {
        return logFormat.isReference()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void print(Evaluation evaluation) {
        PrintWriter people = forPeople();
        people.println("protocol: " + evaluation.protocol());
        people.println("videos: " + evaluation.videos() + " used, "
                + evaluation.skipped().size() + " skipped");
        LeftOutVideos.print(evaluation.skipped(), people);
        if (logFormat.isReference()) {
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
        return words + (name.equals("loss") ? String.format(Locale.ROOT, "%.4f", value) : Percent.of(value));
    }

    private void write(Evaluation evaluation, ConfiguredSplit split, Provenance provenance) {
        ClassNames classes = split.dataset().classNames();
        try {
            report.ifPresent(folder -> {
                new EvaluationReport(
                                evaluation, classes, provenance, split.loading().limits())
                        .write(folder);
                tell("report in ", folder);
            });
        } finally {
            scores.ifPresent(out -> {
                out.write(new LabelledScores(evaluation, evaluation.classNames(classes), provenance));
                tell("scores in ", out.file());
            });
        }
    }

    private void tell(String what, Path place) {
        PrintWriter people = forPeople();
        people.println(what + place.toAbsolutePath().normalize());
        people.flush();
    }
}

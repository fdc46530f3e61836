package org.i3d4j.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.i3d4j.cli.options.ComputeOptions;
import org.i3d4j.cli.options.ConfigOptions;
import org.i3d4j.cli.options.DeterministicOption;
import org.i3d4j.cli.options.LogFormatOption;
import org.i3d4j.cli.options.ScoresFileConverter;
import org.i3d4j.cli.process.Session;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.evaluate.report.EvaluationReport;
import org.i3d4j.evaluate.scores.LabelledScores;
import org.i3d4j.evaluate.scores.ScoresFile;
import org.i3d4j.files.OutputFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d eval}. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Measure a checkpoint on a labelled data set: of one stream, or with --flow-checkpoint both and their sum.")
public final class EvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions configuration = new ConfigOptions();

    @Mixin
    private EvaluatedModels models = new EvaluatedModels();

    @Mixin
    private SplitsOption splits = new SplitsOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private DeterministicOption deterministic = new DeterministicOption();

    @Mixin
    private ViewOptions views = new ViewOptions();

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
        check();
        compute.requireDevice();
        report.ifPresent(OutputFolder::require);
        scores.ifPresent(ScoresFile::requireWritable);
        if (splits.isGiven()) {
            measureSplits();
        } else {
            measure(measurement(List.of(), report.isPresent() || scores.isPresent()), report);
        }
        return 0;
    }

    private void check() {
        models.streams().check();
        splits.check();
        if (splits.isGiven() && scores.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--scores is for one measurement; it can't be combined with --splits");
        }
        if (splits.isGiven() && logFormat.isReference()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--log-format reference ends with the figures of one measurement; it can't be combined with --splits");
        }
    }

    private void measureSplits() {
        I3dConfig config = configuration.loadAgain(List.of()).config();
        DatasetConfig dataset = config.dataLoader().eval().dataset();
        SplitsOption.requirePublished(dataset);
        if (splits.numbers().size() > 1 && !models.differByFold(config)) {
            Session.note(
                    spec,
                    "one model is measured on several splits; trained on one of them, it has seen videos that others test on. "
                            + EvaluatedModels.FOLD + " in the checkpoints' names stands for the number of the split");
        }
        SortedMap<Integer, Measurement> measurements = new TreeMap<>();
        for (int split : splits.numbers()) {
            measurements.put(split, measurement(SplitsOption.changes(split), report.isPresent()));
        }
        measurements.values().forEach(Measurement::look);
        SplitTable table = new SplitTable(dataset.type());
        try {
            measurements.forEach((split, measurement) -> {
                people().println("split " + split);
                Optional<Path> folder = report.map(all -> all.resolve("split" + split));
                folder.ifPresent(OutputFolder::require);
                table.add(split, measure(measurement, folder));
            });
        } finally {
            // Of those before one that failed, too.
            if (!table.isEmpty()) {
                report.ifPresent(table::write);
                table.print(people());
            }
        }
    }

    private Measurement measurement(List<String> changes, boolean recorded) {
        List<String> all = new ArrayList<>(changes);
        LoadedConfig loaded = configuration.load(config -> {
            all.addAll(views.overrides(config));
            return all;
        });
        return new Measurement(
                spec,
                models,
                configuration,
                all,
                loaded,
                deterministic.applyTo(compute.computeOr(loaded.config().train().precision())),
                recorded);
    }

    private Measured measure(Measurement measurement, Optional<Path> folder) {
        Measured measured = measurement.run();
        try {
            print(measured);
        } finally {
            // What took hours is not lost with a line that can't be printed.
            measured.provenance().ifPresent(known -> write(measured, known, folder));
        }
        return measured;
    }

    /** Where people look; scripts that read the reference's line get it alone. */
    private PrintWriter people() {
        return logFormat.isReference()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void print(Measured measured) {
        EvaluationPrinter printer = new EvaluationPrinter(people());
        Evaluation evaluation = measured.evaluation();
        printer.printProtocol(evaluation);
        measured.streams().ifPresent(printer::printStreams);
        if (logFormat.isReference()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ReferenceResult.line(evaluation));
            out.flush();
        } else if (measured.streams().isEmpty()) {
            printer.printFigures(evaluation);
        }
        printer.flush();
    }

    private void write(Measured measured, Provenance provenance, Optional<Path> folder) {
        Evaluation evaluation = measured.evaluation();
        ClassNames classes = measured.split().dataset().classNames();
        try {
            folder.ifPresent(into -> {
                new EvaluationReport(
                                evaluation,
                                classes,
                                provenance,
                                measured.streams(),
                                measured.split().loading().limits())
                        .write(into);
                tell("report in ", into);
            });
        } finally {
            scores.ifPresent(out -> {
                out.write(new LabelledScores(evaluation, evaluation.classNames(classes), provenance));
                tell("scores in ", out.file());
            });
        }
    }

    private void tell(String what, Path place) {
        PrintWriter people = people();
        people.println(what + place.toAbsolutePath().normalize());
        people.flush();
    }
}

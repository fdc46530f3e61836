package org.i3d4j.cli.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.ComputeOptions;
import org.i3d4j.cli.options.ConfigOptions;
import org.i3d4j.cli.options.LogFormatOption;
import org.i3d4j.cli.output.TextOutput;
import org.i3d4j.cli.process.Interrupts;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.TrainProgress;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.network.Compute;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import org.i3d4j.torch.train.TrainOptions;
import org.i3d4j.torch.train.Training;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder;
import org.i3d4j.torch.train.listeners.MetricsFiles;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainEnd;
import org.i3d4j.torch.train.listeners.TrainListener;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code i3d train}. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Train a network on a data set.")
public final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions configuration = new ConfigOptions();

    @Mixin
    private ComputeOptions computing = new ComputeOptions();

    @Option(
            names = "--pretrained",
            paramLabel = "CKPT",
            description = "Start from these weights instead of random ones.")
    private Optional<Path> pretrained = Optional.empty();

    @Option(names = "--resume", description = "Train on from the newest checkpoint in train.ckpt_path.")
    private boolean resume;

    @Mixin
    private LogFormatOption logFormat = new LogFormatOption();

    @Override
    public Integer call() {
        TorchRuntime.requirePresence();
        RankEnvironment environment = RankEnvironment.read(System.getenv());
        computing.requireDevice(environment);
        LoadedConfig config = configuration.load();
        Compute compute = computing.computeOr(config.config().train().precision(), environment);
        try (ProcessGroup group = ProcessGroup.join(
                environment,
                !compute.device().equals("cpu"),
                config.config().distributed().timeout(),
                OtherRanks::endBecause)) {
            return together(group, config, compute, resume || environment.restarts() > 0);
        }
    }

    /** Every other process hears of an error in this one. */
    private int together(ProcessGroup group, LoadedConfig config, Compute compute, boolean resumes) {
        try {
            return train(group, config, compute, resumes);
        } catch (RuntimeException e) {
            throw group.explain(e);
        } catch (Error e) {
            group.failed(e);
            throw e;
        }
    }

    private int train(ProcessGroup group, LoadedConfig config, Compute compute, boolean resumes) {
        TrainOptions options = new TrainOptions(
                config,
                configuration.datasetRoots(config.config()),
                start(config.config(), group, resumes),
                compute,
                resumes);
        try (Training training = new Training(options, group)) {
            PrintWriter out = outputOf(training.folder());
            StopRequest stop = new StopRequest();
            TrainEnd end;
            try (Interrupts.Asked asked = Session.of(spec).interrupts().askFirst(stop::make)) {
                end = training.run(group.isFirst() ? tellers(training, config, out) : List.of(), stop);
            }
            return group.isFirst() ? tell(end, training.folder(), out) : code(end);
        }
    }

    /** The weights to start from, fetched where they are published ones and this process reads them. */
    private Optional<Path> start(I3dConfig config, ProcessGroup group, boolean resumes) {
        Optional<Path> named = pretrained.or(() -> config.train().preTrained()
                ? Optional.of(Path.of(config.train().pretrainedModel()))
                : Optional.empty());
        boolean goesOn = resumes
                && CheckpointFolder.newest(Path.of(config.train().ckptPath()), config.modelName())
                        .isPresent();
        return group.isFirst() && !goesOn ? named.map(name -> NamedCheckpoint.file(name, spec)) : named;
    }

    /** The lines on standard output are the least of what training makes: it goes on when they can't be written. */
    private PrintWriter outputOf(Path folder) {
        CommandLine command = spec.commandLine();
        return TextOutput.of(command.getOut())
                .whileItLasts(lost -> command.getErr()
                        .println("i3d: " + lost.getMessage() + "; training goes on, its figures are in "
                                + folder.resolve(MetricsFiles.METRICS) + "; Ctrl-C or SIGTERM saves and ends it"));
    }

    private List<TrainListener> tellers(Training training, LoadedConfig config, PrintWriter out) {
        return List.of(log(out), new MetricsFiles(training.folder(), config.yaml()));
    }

    private int code(TrainEnd end) {
        return end.reason() == TrainEnd.Reason.STOPPED
                ? Session.of(spec).interrupts().exitCode()
                : 0;
    }

    private TrainListener log(PrintWriter out) {
        return logFormat.isReference()
                ? new ReferenceTrainLog(out)
                : new TrainProgress(out, Session.of(spec).progress());
    }

    private int tell(TrainEnd end, Path folder, PrintWriter out) {
        switch (end.reason()) {
            case FINISHED -> {}
            case EARLY_STOP ->
                out.println("stopped early: the last " + end.position().validationsSinceBest()
                        + " validations were no better than the best before");
            case STOPPED -> {
                out.println("stopped after step " + end.position().step() + "; go on with");
                out.println("  i3d " + resuming());
                out.flush();
                return code(end);
            }
        }
        if (!logFormat.isReference()) {
            out.println("results in " + folder.toAbsolutePath().normalize());
        }
        out.flush();
        return 0;
    }

    private String resuming() {
        List<String> given = spec.root().commandLine().getParseResult().originalArgs();
        Stream<String> arguments = resume ? given.stream() : Stream.concat(given.stream(), Stream.of("--resume"));
        return arguments.map(DemoCommand::quoted).collect(Collectors.joining(" "));
    }
}

package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.config.LoadedConfig;
import org.i3d4j.torch.train.MetricsFiles;
import org.i3d4j.torch.train.StopRequest;
import org.i3d4j.torch.train.TrainEnd;
import org.i3d4j.torch.train.TrainListener;
import org.i3d4j.torch.train.TrainOptions;
import org.i3d4j.torch.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code i3d train}. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Train a network on a data set.")
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private Main main = new Main(new Interrupts(System.err));

    @Mixin
    private ConfigOptions configuration = new ConfigOptions();

    @Mixin
    private DeviceOptions compute = new DeviceOptions();

    @Option(
            names = "--pretrained",
            paramLabel = "CKPT",
            description = "Start from these weights instead of random ones.")
    private Optional<Path> pretrained = Optional.empty();

    @Option(names = "--resume", description = "Train on from the newest checkpoint in train.ckpt_path.")
    private boolean resume;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "plain, or reference: the lines of the reference system (default: plain).")
    private LogFormat logFormat = LogFormat.PLAIN;

    @Override
    public Integer call() {
        compute.requireDevice();
        LoadedConfig config = configuration.load();
        Training training = new Training(new TrainOptions(
                config,
                configuration.datasetRoot(config.config().dataLoader().train()),
                pretrained,
                compute.device(),
                compute.precisionOr(config.config().train().precision()),
                resume));
        StopRequest stop = new StopRequest();
        TrainEnd end;
        try (Interrupts.Asked asked = main.interrupts().askFirst(stop::make)) {
            end = training.run(List.of(log(), new MetricsFiles(training.folder(), config.yaml())), stop);
        }
        return tell(end, training.folder());
    }

    private TrainListener log() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (logFormat) {
            case PLAIN -> new TrainProgress(out, Terminal.isInteractive());
            case REFERENCE -> new ReferenceTrainLog(out);
        };
    }

    private int tell(TrainEnd end, Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        switch (end.reason()) {
            case FINISHED -> {}
            case EARLY_STOP ->
                out.println("stopped early: the last " + end.position().validationsSinceBest()
                        + " validations were no better than the best before");
            case STOPPED -> {
                out.println("stopped after step " + end.position().step() + "; go on with\n  i3d " + resuming());
                out.flush();
                return main.interrupts().exitCode();
            }
        }
        if (logFormat == LogFormat.PLAIN) {
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

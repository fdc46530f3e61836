package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.config.LoadedConfig;
import org.i3d4j.torch.train.MetricsFiles;
import org.i3d4j.torch.train.TrainOptions;
import org.i3d4j.torch.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code i3d train}. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Train a network on a data set.")
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Override
    public Integer call() {
        LoadedConfig config = configuration.load();
        Training training = new Training(new TrainOptions(
                config,
                configuration.datasetRoot(config.config().dataLoader().train()),
                pretrained,
                compute.device(),
                compute.precisionOr(config.config().train().precision()),
                resume));
        PrintWriter out = spec.commandLine().getOut();
        training.run(List.of(
                new TrainProgress(out, Terminal.isInteractive()), new MetricsFiles(training.folder(), config.yaml())));
        out.println("results in " + training.folder().toAbsolutePath().normalize());
        out.flush();
        return 0;
    }
}

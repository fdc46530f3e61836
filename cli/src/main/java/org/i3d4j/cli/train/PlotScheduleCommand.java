package org.i3d4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.i3d4j.cli.options.ConfigArgument;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.report.picture.Curves;
import org.i3d4j.report.picture.CurvesPlot;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.train.optimizer.LrSchedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d plot schedule}. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description = "Draw the learning rate over a training, as the configuration has it.")
final class PlotScheduleCommand implements Callable<Integer> {
    private static final int STEPS_IF_UNKNOWN = 100;
    /** As many as the picture has room for: more would be averaged. */
    private static final int POINTS = 480;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigArgument configuration = new ConfigArgument();

    @Option(
            names = "--out",
            paramLabel = "OUT.png",
            required = true,
            description = "The picture: PNG, or JPEG as OUT.jpg.")
    private Path picture = Path.of("");

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "Every step's learning rate as a table too.")
    private Optional<Path> table = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "DIR",
            description = "Count the steps of an epoch in this data set, with the configuration's batch size.")
    private Optional<Path> dataset = Optional.empty();

    @Option(
            names = "--steps-per-epoch",
            paramLabel = "N",
            description = "Steps of an epoch (default: those of --dataset, else " + STEPS_IF_UNKNOWN + ").")
    private Optional<Integer> stepsPerEpoch = Optional.empty();

    @Override
    public Integer call() {
        PictureFile.requireName(picture);
        I3dConfig config = configuration.load();
        int steps = stepsPerEpoch.orElseGet(
                () -> dataset.map(root -> count(config, root)).orElse(STEPS_IF_UNKNOWN));
        if (steps < 1) {
            throw new ParameterException(spec.commandLine(), "--steps-per-epoch has to be at least 1, found " + steps);
        }
        LrSchedule schedule = new LrSchedule(config.learningRate(), steps);
        long total = (long) config.train().epochs() * steps;
        CurvesPlot.write(
                picture,
                config.modelName() + " by " + configuration.file(),
                "epochs of " + Counted.of(steps, "step"),
                curves(schedule, total));
        table.ifPresent(csv -> writeTable(csv, schedule, total));
        print(config, schedule, total);
        return 0;
    }

    private void print(I3dConfig config, LrSchedule schedule, long total) {
        PrintWriter out = spec.commandLine().getOut();
        boolean assumed = stepsPerEpoch.isEmpty() && dataset.isEmpty();
        out.printf(
                Locale.ROOT,
                "%s: %s of %s%s, from %.3g to %.3g%n",
                config.learningRate().lrScheduler().yamlName(),
                Counted.of(config.train().epochs(), "epoch"),
                Counted.of(schedule.stepsPerEpoch(), "step"),
                assumed ? " (assumed; --dataset or --steps-per-epoch says how many)" : "",
                schedule.at(0),
                schedule.at(total - 1));
        out.println(picture.toAbsolutePath().normalize());
        out.flush();
    }

    private static int count(I3dConfig config, Path root) {
        ConfiguredSplit train = ConfiguredDatasets.of(config, DatasetRoots.at(root))
                .train()
                .open()
                .complete();
        try (ClipLoader loader =
                new ClipLoader(train.dataset(), train.sampler(), train.transforms(), train.loading())) {
            return loader.batchesPerEpoch();
        }
    }

    private static Curves curves(LrSchedule schedule, long total) {
        Curves curves = new Curves();
        long points = Math.min(POINTS, total);
        LongStream.range(0, points)
                .map(point -> points == 1 ? 0 : Math.round((double) point * (total - 1) / (points - 1)))
                .forEach(step -> curves.add(
                        "learning rate",
                        schedule.config().lrScheduler().yamlName(),
                        (double) step / schedule.stepsPerEpoch(),
                        schedule.at(step)));
        return curves;
    }

    private static void writeTable(Path csv, LrSchedule schedule, long total) {
        AtomicFile.write(
                csv, channel -> writeTable(Channels.newWriter(channel, StandardCharsets.UTF_8), schedule, total));
    }

    private static void writeTable(Writer csv, LrSchedule schedule, long total) throws IOException {
        csv.write("step,epoch,learning_rate\n");
        for (long step = 0; step < total; step++) {
            csv.write((step + 1) + "," + (step / schedule.stepsPerEpoch() + 1) + "," + schedule.at(step) + "\n");
        }
        csv.flush();
    }
}

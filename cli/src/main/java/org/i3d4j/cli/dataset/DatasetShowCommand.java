package org.i3d4j.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.i3d4j.cli.options.ConfigArgument;
import org.i3d4j.cli.options.DatasetOption;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.DatasetParts;
import org.i3d4j.curate.show.ClipGallery;
import org.i3d4j.curate.show.ShownClip;
import org.i3d4j.data.loading.LoaderSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d dataset show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Write clips exactly as the network gets them: clip-001.npy and so on (float32, channels x frames x height x"
                    + " width), contact sheets clips-1.png and so on, and clips.csv.",
            "The same configuration, seed and epoch give the same clips as training does."
        })
final class DatasetShowCommand implements Callable<Integer> {
    private static final String EVAL = "eval";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigArgument configuration = new ConfigArgument();

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Option(
            names = "--split",
            paramLabel = "train|eval",
            description = "Which side of data_loader (default: ${DEFAULT-VALUE}).",
            defaultValue = "train")
    private String side = "train";

    @Option(names = "--count", paramLabel = "N", description = "Clips (default: ${DEFAULT-VALUE}).", defaultValue = "8")
    private int count;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "Epoch of training, from 1, whose order and random choices are shown (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int epoch;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the clips.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        require(side.equals("train") || side.equals(EVAL), "--split has to be train or eval, found " + side);
        require(count >= 1 && epoch >= 1, "--count and --epoch have to be at least 1, found " + count + ", " + epoch);
        DatasetPart part = open();
        LoaderSettings own = part.split().loading();
        LoaderSettings loading = side.equals(EVAL) ? own.everyVideoInOrder() : own;
        List<ShownClip> shown = new ClipGallery(part.split(), loading).write(folder, epoch - 1L, count);
        PrintWriter out = spec.commandLine().getOut();
        shown.forEach(clip -> out.println(clip.file().getFileName() + "  " + String.join(", ", clip.classes()) + "  "
                + clip.video() + "  (seed " + loading.seed() + ", epoch " + epoch + ", sample " + clip.sample() + ")"));
        out.println("clips in " + folder.toAbsolutePath().normalize());
        out.flush();
        return 0;
    }

    /** One video a batch, so that clips of different sizes can be shown too; what a clip holds doesn't depend on it. */
    private DatasetPart open() {
        I3dConfig config = configuration.load(asGiven -> List.of("data_loader." + side + ".dataset.batch_size=1"));
        return DatasetParts.ofConfig(config, List.of(side), dataset.roots(config))
                .get(0)
                .sound();
    }

    private void require(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}

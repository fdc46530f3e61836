package org.i3d4j.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.cli.options.DataOptions;
import org.i3d4j.cli.options.WorkOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.curate.cache.CacheResult;
import org.i3d4j.curate.cache.CacheSettings;
import org.i3d4j.curate.cache.DatasetCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d dataset cache}. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = {
            "Decode the videos of a data set once, into a folder of the same layout with NAME.npy (uint8, frames x height"
                    + " x width x 3) in place of NAME.mp4 and copies of its lists. Train on it with --dataset.",
            "What was interrupted goes on when the same command is given again. Videos that can't be read are left out;"
                    + " then it ends with 1."
        })
final class DatasetCacheCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the cache.")
    private Path folder = Path.of("");

    @Option(
            names = "--short-edge",
            paramLabel = "PIXELS",
            description = "Shorter side of the frames; smaller frames keep their size (default: ${DEFAULT-VALUE}).",
            defaultValue = "256")
    private int shortEdge;

    @Option(
            names = "--frame-rate",
            paramLabel = "F",
            description = "Frames kept of each second (default: all frames as they are).")
    private Optional<Double> framesPerSecond = Optional.empty();

    @Override
    public Integer call() {
        CacheSettings settings = new CacheSettings(shortEdge, framesPerSecond.orElse(0.0));
        if (framesPerSecond.isPresent() && settings.framesPerSecond() == 0) {
            throw new ParameterException(spec.commandLine(), "--frame-rate has to be above 0");
        }
        DataOptions.Opened opened = data.openInOneFolder();
        CacheResult result;
        try (VideosProgress progress = new VideosProgress(
                "cached",
                opened.videos(),
                Session.of(spec).progress(),
                spec.commandLine().getErr())) {
            result = new DatasetCache(opened.root(), folder, settings, work.work()).write(opened.parts(), progress);
        }
        print(result);
        return result.skipped().isEmpty() ? 0 : MirrorSummary.SOME_LEFT_OUT;
    }

    private void print(CacheResult result) {
        PrintWriter out = spec.commandLine().getOut();
        MirrorSummary.print(out, result.skipped(), "decoded", result.written(), result.kept(), result.seconds());
        out.printf(
                Locale.ROOT,
                "%.1f MiB of arrays from %.1f MiB of video in %s%n",
                result.cacheBytes() / MirrorSummary.MIB,
                result.videoBytes() / MirrorSummary.MIB,
                folder.toAbsolutePath().normalize());
        out.flush();
    }
}

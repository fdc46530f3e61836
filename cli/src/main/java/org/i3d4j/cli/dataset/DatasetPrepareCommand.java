package org.i3d4j.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.i3d4j.cli.options.DataOptions;
import org.i3d4j.cli.options.WorkOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.curate.prepare.DatasetPreparation;
import org.i3d4j.curate.prepare.PrepareResult;
import org.i3d4j.curate.prepare.PrepareSettings;
import org.i3d4j.text.Counted;
import org.i3d4j.video.writing.H264Coding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d dataset prepare}. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = {
            "Copy a data set into one that training reads much faster: the same layout, names, lists and frames, in H.264 with"
                    + " a short side of 256 and a key frame every 16 frames, without sound. Train on it with --dataset.",
            "What was interrupted goes on when the same command is given again; copies of videos that have changed since are"
                    + " made anew. Videos that can't be read are left out; then it ends with 1."
        })
final class DatasetPrepareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    @Parameters(index = "1", paramLabel = "OUT", description = "Folder of the copy.")
    private Path folder = Path.of("");

    @Option(
            names = "--short-side",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description =
                    "Shorter side of the frames, even; smaller frames keep their size (default: ${DEFAULT-VALUE}).")
    private int shortSide;

    @Option(
            names = "--gop",
            paramLabel = "FRAMES",
            defaultValue = "16",
            description = "A key frame every so many frames at least (default: ${DEFAULT-VALUE}).")
    private int groupOfPictures;

    @Option(
            names = "--crf",
            paramLabel = "N",
            defaultValue = "26",
            description =
                    "Quality, 0 (best) to 51: the quantiser of every frame where OpenH264 encodes, x264's constant rate"
                            + " factor where FFmpeg with x264 is on the class path (default: ${DEFAULT-VALUE}).")
    private int quality;

    @Override
    public Integer call() {
        PrepareSettings settings = PrepareSettings.of(shortSide, new H264Coding(groupOfPictures, quality));
        DataOptions.Opened opened = data.openInOneFolder();
        PrepareResult result;
        try (VideosProgress progress = new VideosProgress(
                "prepared",
                DatasetPreparation.videos(opened.parts()).size(),
                Session.of(spec).progress(),
                spec.commandLine().getErr())) {
            result = new DatasetPreparation(opened.root(), folder, settings, work.work())
                    .write(opened.parts(), progress);
        }
        print(result, settings);
        tellOthers(result.others());
        boolean found = result.copies().isEmpty() || listsLeadTo(result.copies());
        return result.skipped().isEmpty() && found ? 0 : MirrorSummary.SOME_LEFT_OUT;
    }

    private void print(PrepareResult result, PrepareSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        MirrorSummary.print(out, result.skipped(), "prepared", result.written(), result.kept(), result.seconds());
        out.printf(
                Locale.ROOT,
                "%s, %.1f MiB from %.1f MiB, in %s, with %s%n",
                Counted.of(result.frames(), "frame"),
                result.bytes() / MirrorSummary.MIB,
                result.videoBytes() / MirrorSummary.MIB,
                folder.toAbsolutePath().normalize(),
                settings);
        result.worst()
                .ifPresent(worst -> out.printf(
                        Locale.ROOT,
                        "PSNR against the scaled originals: %s; of the worst frame, in %s, %s%n",
                        decibels(result.psnr()),
                        worst.copy(),
                        decibels(worst.psnr())));
        out.flush();
    }

    private static String decibels(double psnr) {
        return Double.isFinite(psnr) ? String.format(Locale.ROOT, "%.1f dB", psnr) : "no difference";
    }

    private void tellOthers(List<Path> others) {
        if (!others.isEmpty()) {
            Session.note(
                    spec,
                    Counted.of(others.size(), "file") + " that no list of these splits names not copied, such as "
                            + others.get(0));
        }
    }

    /** A list may name videos by absolute paths; whoever trains on the copy would read the originals. */
    private boolean listsLeadTo(Set<Path> copies) {
        Set<Path> unreached = new TreeSet<>();
        copies.forEach(copy -> unreached.add(copy.toAbsolutePath().normalize()));
        DatasetPreparation.videos(data.openAt(folder).parts())
                .forEach(video -> unreached.remove(video.toAbsolutePath().normalize()));
        if (!unreached.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(folder + ": its lists don't lead to " + Counted.of(unreached.size(), "copy") + ", such as "
                    + unreached.iterator().next() + ", but to other places; change them before you train on it");
            out.flush();
        }
        return unreached.isEmpty();
    }
}

package org.i3d4j.cli.flow;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.NamedInput;
import org.i3d4j.cli.options.VideoOptions;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.flow.FlowExtraction;
import org.i3d4j.curate.flow.FlowFormat;
import org.i3d4j.curate.flow.FlowItem;
import org.i3d4j.curate.flow.FlowResult;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d flow}. */
@Command(
        name = "flow",
        mixinStandardHelpOptions = true,
        description = {
            "Compute the optical flow of videos, the input of the second stream, into a folder of the same layout: NAME.mkv in"
                    + " place of NAME.mp4, one frame less.",
            "What was interrupted goes on when the same command is given again; what is there is kept. Videos that can't be"
                    + " read are left out and listed; then it ends with another code than 0."
        })
public final class FlowCommand implements Callable<Integer> {
    /** Flow takes seconds a frame, and videos may be long. */
    private static final Duration ANY_TIME = Duration.ofDays(10_000);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Videos, folders of videos or of frames.")
    private List<Path> inputs = List.of();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the flow.")
    private Path folder = Path.of("");

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "tvl1",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}): as I3D was published, or much faster.")
    private FlowMethod method = FlowMethod.TVL1;

    @Option(
            names = "--short-side",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Size of the shorter side that frames are brought to before; 0: as they are (default:"
                    + " ${DEFAULT-VALUE}).")
    private int shortSide;

    @Option(
            names = "--levels",
            paramLabel = "LEVELS",
            defaultValue = "centered",
            description =
                    "8-bit levels of flow f in pixels: centered, round(127.5 + 255/40 f), or from_128, round(128 + 255/40"
                            + " f) as older tools have it (default: ${DEFAULT-VALUE}).")
    private FlowLevels levels = FlowLevels.CENTERED;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "video",
            description = "video: a lossless one of 8-bit levels; npy: float32 in [-1, 1], T,H,W,2 (default:"
                    + " ${DEFAULT-VALUE}).")
    private FlowFormat format = FlowFormat.VIDEO;

    @Option(
            names = "--picture",
            paramLabel = "DIR",
            description = "Write mp4s to look at there: the direction as colour, the speed as its strength.")
    private Optional<Path> pictures = Optional.empty();

    @Option(names = "--workers", paramLabel = "N", description = "Threads (default: as many as there are cores).")
    private Optional<Integer> workers = Optional.empty();

    @Mixin
    private VideoOptions video = new VideoOptions();

    private final InputFailures failures = new InputFailures();
    private int leftOut;

    @Override
    public Integer call() {
        int threads = workers.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--workers has to be at least 1, found " + threads);
        }
        FlowSettings settings = new FlowSettings(method, shortSide, levels);
        List<FlowItem> videos = videos();
        if (!videos.isEmpty()) {
            compute(videos, settings, new OrderedWork(threads, ANY_TIME));
        }
        return failures.exitCode();
    }

    private void compute(List<FlowItem> videos, FlowSettings settings, OrderedWork work) {
        VideoOpening opening = VideoOpening.DEFAULT.withLimits(video.limits()).withFlow(settings);
        FlowExtraction extraction = new FlowExtraction(folder, opening, format, pictures, work);
        FlowResult result;
        try (VideosProgress progress = new VideosProgress(
                "computed",
                videos.size(),
                Session.of(spec).progress(),
                spec.commandLine().getErr())) {
            result = extraction.write(videos, progress);
        }
        result.failed().forEach(failed -> fail(failed.problem()));
        if (result.written() + result.kept() > 0) {
            failures.went();
        }
        print(result, settings);
    }

    private List<FlowItem> videos() {
        List<FlowItem> videos = new ArrayList<>();
        for (Path input : inputs) {
            requireApart(input);
            try {
                NamedInput.files(input, spec, (file, unusable) -> fail(unusable))
                        .forEach(file -> videos.add(new FlowItem(file, place(input, file))));
            } catch (I3dException e) {
                fail(e);
            }
        }
        return videos;
    }

    /** Else a second run would take the flow for videos. */
    private void requireApart(Path input) {
        Path out = folder.toAbsolutePath().normalize();
        if (out.startsWith(input.toAbsolutePath().normalize())) {
            throw new OutputException(
                    folder + ": lies in " + input + ", whose videos are read; name a folder beside it");
        }
    }

    private static Path place(Path input, Path file) {
        return file.equals(input)
                ? Path.of(String.valueOf(file.toAbsolutePath().normalize().getFileName()))
                : input.relativize(file);
    }

    private void fail(I3dException problem) {
        ErrorMessage.print(problem, spec.commandLine().getErr());
        failures.failed(problem);
        leftOut++;
    }

    private void print(FlowResult result, FlowSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s computed (%s), %d kept from before, %d left out; in %s%n",
                Counted.of(result.written(), "video"),
                settings,
                result.kept(),
                leftOut,
                folder.toAbsolutePath().normalize());
        if (result.frames() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%s in %.1f s (%.2f frames/s), %d bytes a frame%n",
                    Counted.of(result.frames(), "frame"),
                    result.seconds(),
                    result.frames() / Math.max(result.seconds(), 1e-3),
                    result.bytes() / result.frames());
        }
        out.flush();
    }
}

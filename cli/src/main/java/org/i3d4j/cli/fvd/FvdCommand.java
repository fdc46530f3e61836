package org.i3d4j.cli.fvd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.i3d4j.checkpoint.PublishedModel;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.fvd.FvdPrinter.Setting;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.DeterministicOption;
import org.i3d4j.cli.options.DeviceOption;
import org.i3d4j.cli.options.EngineOption;
import org.i3d4j.cli.options.JsonOption;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.cli.options.VideoOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.frechet.Bootstrap;
import org.i3d4j.frechet.ClipSampling;
import org.i3d4j.frechet.FrechetDistance;
import org.i3d4j.frechet.Fvd;
import org.i3d4j.frechet.FvdProtocol;
import org.i3d4j.frechet.ModelHash;
import org.i3d4j.frechet.StatisticsFile;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import org.i3d4j.video.Modality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d fvd}. */
@Command(
        name = "fvd",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how far generated videos are from real ones: Fréchet video distance, FVD.",
            "Each side is a folder of videos (files, folders of frames, .npy clips), or a .npy file (N,T,H,W,C; uint8, or"
                    + " float32 in [0,1] or [-1,1]). Values compare only where protocol, weights, frames and number of clips"
                    + " are the same; all are printed."
        })
public final class FvdCommand implements Callable<Integer> {
    private static final int LEAST_POINTS = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--checkpoint",
            paramLabel = "CKPT",
            defaultValue = "rgb_scratch",
            description =
                    "The network whose features are compared (default: ${DEFAULT-VALUE}, which FVD is defined by).")
    private Path checkpoint = Path.of("");

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "canonical",
            description =
                    "canonical, as google-research/frechet_video_distance; stylegan-v, as universome/stylegan-v; or"
                            + " pooled, canonical on the 1024 average-pooled features (default: ${DEFAULT-VALUE}).")
    private FvdProtocol protocol = FvdProtocol.CANONICAL;

    @Mixin
    private ClipOptions clips = new ClipOptions();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Draw the clips of both sides N times again, for a 95 %% interval.")
    private Optional<Integer> resamples = Optional.empty();

    @Option(
            names = "--save-statistics",
            paramLabel = "OUT.safetensors",
            description = "Write mean and covariance of REAL there, to be named in its place the next time.")
    private Optional<Path> saved = Optional.empty();

    @Option(
            names = "--plot",
            paramLabel = "OUT.png",
            description = "Draw the FVD of several GENERATED there, as a curve over the last number in their names.")
    private Optional<Path> plot = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private DeterministicOption deterministic = new DeterministicOption();

    @Mixin
    private VideoOptions video = new VideoOptions();

    @Parameters(index = "0", paramLabel = "REAL", description = "Real videos, or their saved statistics.")
    private Path real = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "GENERATED",
            description = "Generated videos; each is compared with REAL.")
    private List<Path> generated = List.of();

    private final InputFailures videos = new InputFailures();
    private final InputFailures sets = new InputFailures();

    @Override
    public Integer call() {
        check();
        device.require(RankEnvironment.alone());
        SavedModel model = network.read(NamedCheckpoint.file(checkpoint, spec));
        requireRgb(model);
        String sha256 = ModelHash.of(model);
        boolean published = isPublished(model);
        Compute compute = deterministic.applyTo(
                new Compute(device.device(RankEnvironment.alone()), Precision.FP32, engine.engine()));
        try (Network network = model.network(compute)) {
            Setting setting = new Setting(
                    protocol,
                    network.architecture(),
                    checkpoint.toString(),
                    sha256,
                    published,
                    network.description(),
                    clipsInWords(),
                    clips.seed());
            compare(network, setting);
        }
        return sets.exitCode() == 0 ? videos.exitCode() : sets.exitCode();
    }

    private boolean isPublished(SavedModel model) {
        boolean published = PublishedModel.of(model.weights()).equals(Optional.of(PublishedModel.RGB_SCRATCH));
        if (!published) {
            Session.note(
                    spec,
                    checkpoint + ": is not rgb_scratch as published, which FVD is defined by; values compare only with"
                            + " others of the same weights");
        }
        return published;
    }

    private void check() {
        clips.check();
        resamples.filter(count -> count < Bootstrap.LEAST_RESAMPLES).ifPresent(count -> {
            throw usage("--bootstrap: expected at least " + Bootstrap.LEAST_RESAMPLES + ", found " + count);
        });
        if (generated.isEmpty() && saved.isEmpty()) {
            throw usage("no GENERATED; name what is to be compared with REAL, or --save-statistics for the next time");
        }
        saved.ifPresent(file -> {
            if (!SideReader.isStatistics(file)) {
                throw usage("--save-statistics: expected a name that ends in .safetensors, found " + file);
            }
            if (SideReader.isStatistics(real)) {
                throw usage("--save-statistics: " + real + " holds statistics already");
            }
            OutputFolder.requireFor(file);
        });
        plot.ifPresent(file -> {
            if (generated.size() < LEAST_POINTS) {
                throw usage("--plot: a curve takes several GENERATED");
            }
            PictureFile.requireName(file);
            OutputFolder.requireFor(file);
        });
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void requireRgb(SavedModel model) {
        int channels = model.settings().inputChannels();
        if (channels != Modality.RGB.channels()) {
            throw new ShapeException(checkpoint + ": is a network for " + Modality.words(channels)
                    + "; FVD takes one for " + Modality.words(Modality.RGB.channels()));
        }
    }

    private String clipsInWords() {
        OptionalInt most = clips.clips(protocol);
        return most.isEmpty()
                ? "all"
                : "at most " + most.getAsInt() + " a side, "
                        + (protocol.drawsClips() ? "drawn by seed " + clips.seed() : "the first by name");
    }

    private void compare(Network network, Setting setting) {
        FvdPrinter printer =
                new FvdPrinter(spec.commandLine().getOut(), spec.commandLine().getErr(), json.isJson());
        ClipSampling ofReal = clips.ofReal(protocol);
        printer.printSetting(setting, ofReal, clips.ofGenerated());
        SideReader reader = new SideReader(
                spec,
                new Fvd(network, protocol).withLimits(video.limits()),
                setting.modelSha256(),
                clips,
                resamples.isPresent(),
                printer,
                videos);
        FvdSide side = reader.read(real, ofReal);
        printer.printSide("real", side);
        saved.ifPresent(file -> StatisticsFile.write(file, side.statistics(), reader.origin(ofReal)));
        List<FvdResult> results = new ArrayList<>();
        generated.forEach(set -> compare(side, set, reader, printer, setting).ifPresent(results::add));
        plot.filter(file -> !results.isEmpty())
                .ifPresent(file -> FvdCurve.write(
                        file, protocol.title() + ", clips of " + Counted.of(ofReal.frames(), "frame"), results));
    }

    /** A set that can't be used does not stop the others. */
    private Optional<FvdResult> compare(
            FvdSide side, Path set, SideReader reader, FvdPrinter printer, Setting setting) {
        try {
            FvdSide other = reader.read(set, clips.ofGenerated());
            printer.printSide("generated", other);
            FvdResult result = result(side, other);
            printer.print(setting, result);
            sets.went();
            return Optional.of(result);
        } catch (I3dException e) {
            sets.failed(e);
            printer.printError(set.toString(), e);
            return Optional.empty();
        }
    }

    private FvdResult result(FvdSide one, FvdSide other) {
        FrechetDistance distance = FrechetDistance.between(one.statistics(), other.statistics());
        Optional<Bootstrap> drawn = resamples.map(count ->
                Bootstrap.of(distance.value(), one.drawn(), other.drawn(), protocol.divisor(), count, clips.seed()));
        return new FvdResult(one, other, distance, drawn);
    }
}

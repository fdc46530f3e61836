package org.i3d4j.cli.features;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.NamedInput;
import org.i3d4j.cli.options.ComputeOptions;
import org.i3d4j.cli.options.DeterministicOption;
import org.i3d4j.cli.options.JsonOption;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.cli.options.PreprocessingOptions;
import org.i3d4j.cli.options.VideoOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.I3dException;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.features.files.FeatureInput;
import org.i3d4j.features.files.FeatureInputs;
import org.i3d4j.features.files.FeatureRun;
import org.i3d4j.files.FolderLock;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.video.Modality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d features}. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description = {
            "Write what a network makes of videos below its classes, window by window: NAME_rgb.npy, float32 windows x 1024"
                    + " (2048 of ResNet-50), and NAME_rgb.npy.json, which says where the windows lie and what made them.",
            "What is there from before is kept, so that an interrupted run goes on when the same command is given again; features"
                    + " of other settings are replaced only with --overwrite. Videos that can't be read are left out; then it"
                    + " ends with 1."
        })
public final class FeaturesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StreamOptions streams = new StreamOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the features.")
    private Path folder = Path.of("");

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @Option(names = "--batch", paramLabel = "N", description = "Windows given to the network at a time (default: 1).")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "Take the videos that FILE names, one a line, too; from the working directory.")
    private Optional<Path> list = Optional.empty();

    @Option(names = "--overwrite", description = "Replace features of other settings, or of other videos.")
    private boolean overwrite;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private DeterministicOption deterministic = new DeterministicOption();

    @Mixin
    private VideoOptions video = new VideoOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description =
                    "Videos, folders of videos or of frames, .npy clips; X_rgb.npy and X_flow.npy are the streams of one"
                            + " video.")
    private List<Path> inputs = List.of();

    private final InputFailures failures = new InputFailures();

    @Override
    public Integer call() {
        FeatureSettings settings = features.settings();
        check(settings);
        compute.requireDevice();
        OutputFolder.require(folder);
        FeaturePrinter printer = new FeaturePrinter(
                spec.commandLine().getOut(), spec.commandLine().getErr(), json.isJson());
        List<FeatureInput> videos = videos(printer);
        Map<Modality, SavedModel> models = streams.read(network.backbone());
        models.values().forEach(model -> features.requireOf(model.settings().architecture()));
        if (settings.tool() == FeatureTool.PIERGIAJ && models.size() > 1) {
            throw usage(
                    "--compat piergiaj writes NAME.npy of one stream; take one with --streams, the other into another"
                            + " folder");
        }
        FeatureRun run = new FeatureRun(folder, settings, features.format(), overwrite);
        try (FeatureNetworks networks = new FeatureNetworks(
                models,
                settings,
                network,
                preprocessing,
                deterministic.applyTo(compute.compute()),
                new FeatureNetworks.Access(video.limits(), streams.flowFolder(), batch.orElse(1)))) {
            tellFlow(models);
            extract(run, videos, networks, printer);
        }
        printer.end();
        return failures.exitCode();
    }

    private void extract(FeatureRun run, List<FeatureInput> videos, FeatureNetworks networks, FeaturePrinter printer) {
        try (FolderLock lock = run.claim(videos, networks.streams());
                VideosProgress progress = new VideosProgress(
                        "extracted",
                        videos.size(),
                        Session.of(spec).progress(),
                        spec.commandLine().getErr())) {
            new FeatureWork(run, networks, printer, failures, progress).extract(videos);
        }
    }

    private void check(FeatureSettings settings) {
        streams.check(settings.frameRate() > 0);
        preprocessing.check();
        if (batch.isPresent() && batch.get() < 1) {
            throw usage("--batch: expected at least 1, found " + batch.get());
        }
        if (inputs.isEmpty() && list.isEmpty()) {
            throw usage("no INPUT and no --list; name videos, folders or .npy clips");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void tellFlow(Map<Modality, SavedModel> models) {
        if (features.tool() == FeatureTool.VIDEO_FEATURES && models.containsKey(Modality.FLOW)) {
            Session.note(
                    spec,
                    "the optical flow of videos is computed by TV-L1, unless flow is stored; video_features computes its own by"
                            + " RAFT, so that features of flow are comparable, not equal");
        }
    }

    /** What can't be found is told here, and left out. */
    private List<FeatureInput> videos(FeaturePrinter printer) {
        FeatureInputs found = new FeatureInputs(features.tool());
        List<Path> named = new ArrayList<>(inputs);
        list.ifPresent(file -> named.addAll(listed(file)));
        for (Path input : named) {
            try {
                NamedInput.files(input, spec, (file, unusable) -> leaveOut(file, unusable, printer))
                        .forEach(file -> found.add(input, file));
            } catch (I3dException e) {
                leaveOut(input, e, printer);
            }
        }
        return found.all();
    }

    private void leaveOut(Path file, I3dException reason, FeaturePrinter printer) {
        failures.failed(reason);
        printer.failed(file, file, reason);
    }

    private List<Path> listed(Path file) {
        try {
            List<Path> named = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    named.add(Path.of(line.strip()));
                }
            }
            if (named.isEmpty()) {
                throw new DatasetException(file + ": names no video; expected one a line");
            }
            return named;
        } catch (NoSuchFileException e) {
            throw new DatasetException(file + ": " + NameEncoding.whyMissing(file), e);
        } catch (MalformedInputException e) {
            throw new DatasetException(file + ": is no text in UTF-8; expected the name of a video in each line", e);
        } catch (InvalidPathException e) {
            throw new DatasetException(
                    file + ": '" + e.getInput() + "' can't be the name of a video: " + NameEncoding.whyInvalid(e), e);
        } catch (IOException e) {
            throw new DatasetException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }
}

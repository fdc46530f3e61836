package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.LayerCost;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.ExtentConverter;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Precision;
import org.i3d4j.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description =
                "Print the network's layers with their output shapes, parameters and multiply-adds; of a checkpoint, what"
                        + " it holds.")
public final class InfoCommand implements Callable<Integer> {
    private static final String NOT_RECORDED = "not recorded";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "CKPT", description = "A checkpoint to describe.")
    private Optional<Path> checkpoint = Optional.empty();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(names = "--classes", defaultValue = "400", description = "Classes of the head (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--channels",
            defaultValue = "3",
            description = "Input channels: 3 for RGB, 2 for flow (default: ${DEFAULT-VALUE}).")
    private int channels;

    @Option(
            names = "--clip",
            converter = ExtentConverter.class,
            defaultValue = "64x224x224",
            paramLabel = "TxHxW",
            description = "Frames, height and width of a clip (default: ${DEFAULT-VALUE}).")
    private Extent clip = new Extent(64, 224, 224);

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<SavedModel> model = checkpoint.map(named -> network.read(NamedCheckpoint.file(named, spec)));
        model.ifPresent(saved -> describe(saved, out));
        engines(out);
        ModelSettings settings = model.map(SavedModel::settings)
                .orElseGet(() -> ModelSettings.of(network.backbone().orElse(Backbone.INCEPTION), channels, classes));
        table(LayerCost.of(settings.architecture(), clip), out);
        out.flush();
        return 0;
    }

    private static void describe(SavedModel saved, PrintWriter out) {
        ModelSettings settings = saved.settings();
        out.println(saved.file() + ": I3D");
        out.println("architecture: " + settings.architecture().name());
        out.println("format: " + saved.origin());
        out.println("stream: " + stream(settings.inputChannels()));
        out.println("classes: " + settings.classes() + classNames(saved));
        out.println("batch-norm eps: "
                + new BigDecimal(String.valueOf(settings.batchNormEps()))
                        .stripTrailingZeros()
                        .toPlainString());
        out.println("int8: "
                + (saved.ranges().isEmpty()
                        ? "not calibrated; i3d quantize makes a copy that is"
                        : "calibrated, " + saved.ranges().largest().size() + " activation ranges"));
        preprocessing(saved, out);
        out.println("trained: " + orNotRecorded(saved.description().position().map(InfoCommand::trained)));
        out.println("saved: "
                + orNotRecorded(saved.description().date().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)));
        out.println("trained by: " + orNotRecorded(versions(saved.description().versions())));
        out.println("written by: " + orNotRecorded(versions(saved.origin().writtenBy())));
        new TreeMap<>(saved.metrics()).forEach((name, value) -> out.println(name + ": " + value));
        if (!saved.leftovers().isEmpty()) {
            out.println("tensors without use: " + String.join(", ", saved.leftovers()));
        }
        out.println();
    }

    private static void preprocessing(SavedModel saved, PrintWriter out) {
        Preprocessing preprocessing = saved.preprocessing();
        if (preprocessing.isAssumed()) {
            out.println("preprocessing: not in the file; predict assumes that of the published models, "
                    + preprocessing.describe());
        } else {
            out.println("preprocessing: " + preprocessing.describe());
        }
        if (!preprocessing.areViewsKnown()) {
            out.println("clip: " + NOT_RECORDED);
            out.println("evaluation: " + NOT_RECORDED);
            return;
        }
        out.println("clip: " + clip(preprocessing));
        out.println("evaluation: " + preprocessing.describeSampling() + ", "
                + preprocessing.averaging().yamlName() + " averaged");
    }

    /** Frames, height and width, as the network gets them. */
    private static String clip(Preprocessing preprocessing) {
        String sides = preprocessing
                .clip()
                .map(clip -> clip.height() + "x" + clip.width())
                .orElse("as high and wide as the video's frames are after preprocessing");
        return Counted.of(preprocessing.sampler().frames(), "frame") + ", " + sides;
    }

    private static String trained(TrainingPosition position) {
        String into = position.sample() == 0 ? "" : " and " + Counted.of(position.sample(), "video") + " of the next";
        return Counted.of(position.epoch(), "epoch") + into + ", " + Counted.of(position.step(), "step");
    }

    private static Optional<String> versions(Map<String, String> byName) {
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(version -> version.getKey() + " " + version.getValue())
                .reduce((some, next) -> some + ", " + next);
    }

    private static String orNotRecorded(Optional<String> known) {
        return known.orElse(NOT_RECORDED);
    }

    private static void engines(PrintWriter out) {
        Engines engines = Engines.onClassPath();
        for (Precision precision : Precision.values()) {
            out.println("cpu, " + precision.name().toLowerCase(Locale.ROOT) + ": "
                    + String.join("; ", engines.describe(Compute.onCpu(precision))));
        }
        out.println();
    }

    private static String stream(int channels) {
        return switch (channels) {
            case 2 -> "optical flow (2 input channels)";
            case 3 -> "RGB (3 input channels)";
            default -> Counted.of(channels, "input channel");
        };
    }

    private static String classNames(SavedModel saved) {
        String names = String.join(", ", saved.classNamesOrPublished());
        return saved.publishedClasses()
                .map(list -> " (no names in the file; " + list.title() + " in the order of DeepMind's models: " + names
                        + ")")
                .orElse(names.isEmpty() ? " (no names in the file)" : ": " + names);
    }

    private static void table(List<LayerCost> layers, PrintWriter out) {
        String row = "%-18s %20s %14s %18s%n";
        out.printf(Locale.ROOT, row, "layer", "output C x TxHxW", "parameters", "multiply-adds");
        for (LayerCost layer : layers) {
            out.printf(
                    Locale.ROOT,
                    row,
                    layer.name(),
                    layer.channels() + " x " + layer.size(),
                    String.format(Locale.ROOT, "%,d", layer.parameters()),
                    String.format(Locale.ROOT, "%,d", layer.multiplyAdds()));
        }
        out.printf(
                Locale.ROOT,
                row,
                "total",
                "",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        layers.stream().mapToLong(LayerCost::parameters).sum()),
                String.format(
                        Locale.ROOT,
                        "%,d",
                        layers.stream().mapToLong(LayerCost::multiplyAdds).sum()));
    }
}

package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.PublishedModel;
import org.i3d4j.checkpoint.PublishedModel.Sample;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.data.ClassNames;
import org.i3d4j.error.WeightsException;
import org.i3d4j.metrics.Percent;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.metrics.TopK;
import org.i3d4j.network.Compute;
import org.i3d4j.published.PublishedSet;
import org.i3d4j.published.PublishedWeights;
import org.i3d4j.text.NearestName;
import org.i3d4j.video.Modality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d verify}: whether a published model gives here what it was published to give. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Tell which published model a checkpoint is, and what to expect of it.",
            "With DeepMind's sample clip (v_CricketShot_g04_c01_rgb.npy or _flow.npy of kinetics-i3d), compare its"
                    + " logits with the published ones. With two checkpoints, RGB and flow, and both clips, also their sum.",
            "--published fetches weights and clips: 'i3d verify --published rgb_imagenet --published flow_imagenet'.",
            "The exit code is 5 if one is no published model, or a figure differs."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int CHECKPOINT = 5;
    private static final int TOP = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..2", paramLabel = "CKPT", description = "One checkpoint, or one of each stream.")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--published",
            paramLabel = "NAME",
            description = "Weights that 'i3d weights' lists, with the clip of their stream.")
    private List<String> published = List.of();

    @Option(names = "--rgb", paramLabel = "SAMPLE.npy", description = "DeepMind's sample of RGB frames.")
    private Optional<Path> rgb = Optional.empty();

    @Option(names = "--flow", paramLabel = "SAMPLE.npy", description = "DeepMind's sample of optical flow.")
    private Optional<Path> flow = Optional.empty();

    /** Whether every model is a published one, and every figure compared agreed. */
    private boolean agreed = true;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        requireNames();
        Stream<Path> files = Stream.concat(
                checkpoints.stream().map(named -> NamedCheckpoint.file(named, spec)),
                weights().stream().map(weights -> NamedCheckpoint.published(weights.files(), spec)));
        List<SavedModel> models = files.map(Checkpoints::read).toList();
        requireStreams(models);
        requireTheNamed(models);
        List<Optional<float[]>> logits =
                models.stream().map(model -> verify(model, out)).toList();
        if (areBothStreams(models) && logits.stream().allMatch(Optional::isPresent)) {
            out.println("both streams, logits added");
            print(
                    Sample.BOTH.compare(StreamWeights.EQUAL.sum(
                            logits.get(0).orElseThrow(), logits.get(1).orElseThrow())),
                    out);
        }
        out.flush();
        return agreed ? 0 : CHECKPOINT;
    }

    private void requireNames() {
        int named = checkpoints.size() + published.size();
        if (named < 1 || named > 2) {
            throw usage("name one checkpoint, or one of each stream, found " + named);
        }
        weights().stream()
                .filter(weights -> weights.model().isEmpty())
                .findFirst()
                .ifPresent(weights -> {
                    throw usage("--published: nothing is published that " + weights.title() + " could be held against");
                });
    }

    /** Those that were named last are the last. */
    private void requireTheNamed(List<SavedModel> models) {
        List<PublishedWeights> named = weights();
        for (int i = 0; i < named.size(); i++) {
            SavedModel model = models.get(checkpoints.size() + i);
            if (!PublishedModel.of(model.weights()).equals(named.get(i).model())) {
                throw new WeightsException(model.file() + ": its first kernels are not those of "
                        + named.get(i).title() + "; delete it, and it is fetched anew");
            }
        }
    }

    private List<PublishedWeights> weights() {
        return published.stream()
                .map(name -> PublishedWeights.named(name)
                        .orElseThrow(() -> usage("--published: none of 'i3d weights' is named '" + name + "'"
                                + PublishedWeights.nearest(name)
                                        .map(NearestName::question)
                                        .orElse(""))))
                .toList();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** A sample that no checkpoint takes would be compared with nothing. */
    private void requireStreams(List<SavedModel> models) {
        if (flow.isPresent() && models.stream().noneMatch(VerifyCommand::isFlow)) {
            throw new ParameterException(spec.commandLine(), "--flow: no checkpoint takes optical flow");
        }
        if (rgb.isPresent() && models.stream().allMatch(VerifyCommand::isFlow)) {
            throw new ParameterException(spec.commandLine(), "--rgb: no checkpoint takes RGB");
        }
    }

    private static boolean isFlow(SavedModel model) {
        return model.settings().inputChannels() == Modality.FLOW.channels();
    }

    /** Published ones with published sums. */
    private static boolean areBothStreams(List<SavedModel> models) {
        return models.size() == 2
                && isFlow(models.get(0)) != isFlow(models.get(1))
                && models.stream()
                        .allMatch(model -> PublishedModel.of(model.weights())
                                .flatMap(PublishedModel::sample)
                                .isPresent());
    }

    private Optional<float[]> verify(SavedModel model, PrintWriter out) {
        Optional<PublishedModel> known = PublishedModel.of(model.weights());
        agreed &= known.isPresent();
        out.println(model.file() + ": "
                + known.map(VerifyCommand::described).orElse("no model that was published with kinetics-i3d"));
        Optional<Path> clip = clip(
                isFlow(model) ? Modality.FLOW : Modality.RGB,
                known.flatMap(PublishedModel::sample).isPresent());
        Optional<float[]> logits = clip.map(file -> logits(model, file));
        logits.ifPresent(found -> {
            print(found, model, out);
            known.flatMap(PublishedModel::sample).ifPresent(sample -> print(sample.compare(found), out));
        });
        return logits;
    }

    /** Fetched only for figures that it can be held against. */
    private Optional<Path> clip(Modality stream, boolean hasFigures) {
        Optional<Path> named = stream == Modality.FLOW ? flow : rgb;
        return named.isPresent() || published.isEmpty() || !hasFigures
                ? named
                : Optional.of(NamedCheckpoint.published(PublishedSet.sampleClip(stream), spec));
    }

    private static String described(PublishedModel model) {
        String accuracy = Double.isNaN(model.top1Percent())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; published on the test videos of Kinetics-400: top1 %s, top5 %s",
                        Percent.of(model.top1Percent() / 100, 1),
                        Percent.of(model.top5Percent() / 100, 1));
        return "DeepMind's " + model.title() + accuracy;
    }

    private static float[] logits(SavedModel model, Path file) {
        try (I3d i3d = I3d.load(model, Compute.DEFAULT.asDeterministic())) {
            return i3d.predictor().classifyArray(file).get(0).logits();
        }
    }

    private static void print(float[] logits, SavedModel model, PrintWriter out) {
        double[] probabilities = Softmax.of(logits);
        List<String> names = model.classNamesOrPublished();
        IntStream.of(TopK.of(logits, Math.min(TOP, logits.length)))
                .forEach(best -> out.printf(
                        Locale.ROOT,
                        "  %.7f  %10.6f  %s%n",
                        probabilities[best],
                        logits[best],
                        ClassNames.nameOrNumber(names, best)));
    }

    private void print(List<Sample.Figure> figures, PrintWriter out) {
        for (Sample.Figure figure : figures) {
            agreed &= figure.agrees();
            out.printf(
                    Locale.ROOT,
                    "  %s: %.6f, published %.6f: %s%n",
                    figure.name(),
                    figure.found(),
                    figure.published(),
                    figure.agrees() ? "agrees" : "DIFFERS");
        }
    }
}

package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.error.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How videos are prepared where the checkpoint does not say, or is not to decide. */
public final class PreprocessingOptions {
    private static final Logger log = LoggerFactory.getLogger(PreprocessingOptions.class);
    private static final Pattern CROP = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Prepare videos as data_loader.eval of this configuration says (default: as the checkpoint's"
                    + " own; of a checkpoint without one, as for the published models).")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private SetOption set = new SetOption();

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Resize frames so that the shorter side has N pixels, in place of the resize there is.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--crop",
            paramLabel = "N|HxW",
            description = "Cut out NxN pixels, or H high and W wide, in place of the crop there is; the centre, unless"
                    + " that takes several.")
    private Optional<String> crop = Optional.empty();

    /**
     * Looks before a model is read.
     *
     * @throws ParameterException for values that can't be meant
     */
    public void check() {
        if (size.isPresent() && size.get() < 1) {
            throw usage("--size: expected at least 1 pixel, found " + size.get());
        }
        crop.ifPresent(this::extent);
    }

    private Extent extent(String text) {
        Matcher sides = CROP.matcher(text);
        if (!sides.matches()) {
            throw usage("--crop: expected N or HxW as 224 or 112x160, found '" + text + "'");
        }
        int height = Integer.parseInt(sides.group(1));
        int width = sides.group(2) == null ? height : Integer.parseInt(sides.group(2));
        if (height < 1 || width < 1) {
            throw usage("--crop: expected at least 1 pixel, found " + text);
        }
        return new Extent(1, height, width);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * What the options make of the model's preprocessing; they win over the checkpoint, {@code --size} and {@code --crop} over
     * all.
     *
     * @throws ConfigException if the configuration is wrong, or sizes don't go together
     * @throws org.i3d4j.error.ShapeException if the crop is too small for the network
     */
    public Preprocessing of(SavedModel model) {
        return sized(configured(model), model.settings().architecture());
    }

    private Preprocessing configured(SavedModel model) {
        Preprocessing own = model.preprocessing();
        if (file.isPresent()) {
            LoadedConfig loaded = set.load(file.get());
            List<String> making = FlowKeys.before(file.get(), model);
            return new Preprocessing(
                    making.isEmpty()
                            ? loaded.config()
                            : set.loadAgain(file.get(), making, List.of()).config());
        }
        I3dConfig changed = ConfigFile.change(own.config(), "configuration of " + model.file(), set.changes());
        return new Preprocessing(changed, own.assumed());
    }

    private Preprocessing sized(Preprocessing configured, Architecture architecture) {
        Optional<Extent> sides = crop.map(this::extent);
        sides.ifPresent(cut ->
                architecture.requireClip(new Extent(architecture.minimumClip().time(), cut.height(), cut.width())));
        try {
            if (size.isPresent() && sides.isPresent()) {
                return configured.withSizes(
                        size.get(), sides.get().height(), sides.get().width());
            }
            if (size.isPresent()) {
                return configured.withShortSide(size.get());
            }
            return sides.map(cut -> configured.withCrop(cut.height(), cut.width()))
                    .orElse(configured);
        } catch (ConfigException e) {
            throw new ConfigException(given() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Says how videos are prepared, where the checkpoint alone did not decide.
     *
     * @param used what {@link #of} made
     */
    public void tell(SavedModel model, Preprocessing used) {
        String options = given();
        if (options.isEmpty() && used.isAssumed()) {
            log.warn(
                    "{}; if it was trained on others, tell by --config FILE, --set, --size, --crop",
                    used.assumption(model.file()));
        } else if (!options.isEmpty()) {
            log.info(
                    "videos are prepared by {}: {}{}",
                    options,
                    used.describe(),
                    used.isAssumed()
                            ? " (" + model.file()
                                    + " carries no configuration; what the options leave open is as for the"
                                    + " published models)"
                            : own(model, used));
        }
    }

    private static String own(SavedModel model, Preprocessing used) {
        Preprocessing own = model.preprocessing();
        return own.isAssumed() || own.describe().equals(used.describe())
                ? ""
                : " (" + model.file() + " itself says: " + own.describe() + ")";
    }

    private String given() {
        List<String> options = new ArrayList<>();
        file.ifPresent(path -> options.add("--config " + path));
        set.changes().forEach(override -> options.add("--set " + override));
        size.ifPresent(pixels -> options.add("--size " + pixels));
        crop.ifPresent(sides -> options.add("--crop " + sides));
        return String.join(", ", options);
    }
}

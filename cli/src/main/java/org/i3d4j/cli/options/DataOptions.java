package org.i3d4j.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.DatasetParts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A data set, named by a configuration or by its folder. */
public final class DataOptions {
    private static final List<String> SIDES = List.of("train", "eval");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "CONFIG|DIR",
            description = "A configuration, whose data is meant, or the folder of a data set.")
    private Path source = Path.of("");

    @Option(
            names = "--split",
            split = ",",
            paramLabel = "NAME",
            description = "Of a configuration train or eval, of a folder any of its splits; may be given again"
                    + " (default: all).")
    private List<String> splits = new ArrayList<>();

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "With a folder: kind of the data set, as data_loader.train.dataset.type in a configuration"
                    + " (default: recognized).")
    private Optional<String> type = Optional.empty();

    @Mixin
    private SetOption set = new SetOption();

    /**
     * A data set that is open.
     *
     * @param root its folder; that of the first part if they lie apart
     * @param apart whether parts lie in different folders
     */
    public record Opened(Path root, boolean apart, List<DatasetPart> parts) {
        /**
         * This, if its lists are sound.
         *
         * @throws org.i3d4j.error.DatasetException naming their faults
         */
        public Opened sound() {
            return new Opened(
                    root, apart, parts.stream().map(DatasetPart::sound).toList());
        }

        /** What a user should hear of how the lists were read. */
        public List<String> notes() {
            return parts.stream()
                    .flatMap(part -> part.split().dataset().notes().stream())
                    .distinct()
                    .toList();
        }

        public int videos() {
            return parts.stream()
                    .mapToInt(part -> part.split().dataset().samples().size())
                    .sum();
        }
    }

    public Opened open() {
        return open(Optional.empty());
    }

    /** The same, sound and with all parts in one folder. */
    public Opened openInOneFolder() {
        Opened opened = open().sound();
        refuse(opened.apart(), "train and eval lie in different folders; take one with --split");
        return opened;
    }

    /** As {@link #open()}, of a copy of the data set in another folder. */
    public Opened openAt(Path copy) {
        return open(Optional.of(copy));
    }

    private Opened open(Optional<Path> copy) {
        if (Files.isDirectory(source)) {
            refuse(dataset.isGiven(), "--dataset goes with a configuration; the data set is " + source);
            Path root = copy.orElse(source);
            return new Opened(root, false, DatasetParts.ofFolder(root, type.orElse(null), splits, set.changes()));
        }
        refuse(type.isPresent(), "--type goes with a folder; the configuration " + source + " names the type");
        List<String> sides = splits.isEmpty() ? SIDES : splits;
        refuse(!SIDES.containsAll(sides), "--split of a configuration is train or eval, found " + sides);
        I3dConfig config = set.load(source).config();
        return open(config, sides, copy.map(DatasetRoots::at).orElseGet(() -> dataset.roots(config)));
    }

    private static Opened open(I3dConfig config, List<String> sides, DatasetRoots roots) {
        boolean apart = new HashSet<>(sides).size() > 1 && !roots.train().equals(roots.eval());
        Path root = sides.get(0).equals("train") ? roots.train() : roots.eval();
        return new Opened(root, apart, DatasetParts.ofConfig(config, sides, roots));
    }

    public void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}

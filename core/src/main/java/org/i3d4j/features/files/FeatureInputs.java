package org.i3d4j.features.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.predict.input.StreamFiles;

/** Gathers the videos of a run, and gives each a place for its files that no other has. */
public final class FeatureInputs {
    private final FeatureTool tool;
    private final Map<Path, Named> files = new LinkedHashMap<>();

    /** @param below where it lies in the folder that was named; its name alone, if it was named itself */
    private record Named(Path file, Path below) {}

    /** @param tool whose names files get; other programs' lie in one folder */
    public FeatureInputs(FeatureTool tool) {
        this.tool = tool;
    }

    /**
     * Adds a file; one that is there already stays as it is.
     *
     * @param named what the user named: the file, or a folder that it lies in
     */
    public void add(Path named, Path file) {
        Path below = named.equals(file) ? name(file) : named.relativize(file);
        files.putIfAbsent(
                file.toAbsolutePath().normalize(), new Named(file, tool == FeatureTool.I3D4J ? below : name(file)));
    }

    private static Path name(Path file) {
        Path name = file.toAbsolutePath().normalize().getFileName();
        return name == null ? file : name;
    }

    /** How many there are, a pair of streams as two. */
    public int size() {
        return files.size();
    }

    /**
     * What was added: {@code X_rgb.npy} and {@code X_flow.npy} in one folder are one video, also where only the first was named.
     *
     * @throws OutputException if two would have the same place, naming both
     */
    public List<FeatureInput> all() {
        Set<Path> flows = new HashSet<>();
        files.keySet().forEach(file -> StreamFiles.flowBeside(file).ifPresent(flows::add));
        List<FeatureInput> inputs = new ArrayList<>();
        files.forEach((path, named) -> {
            if (!flows.contains(path)) {
                inputs.add(new FeatureInput(
                        named.file(), place(named.below(), true), StreamFiles.flowBeside(named.file())));
            }
        });
        return apart(inputs);
    }

    private Path place(Path below, boolean withoutExtension) {
        String name = String.valueOf(below.getFileName());
        return below.resolveSibling(withoutExtension ? stem(name) : name);
    }

    private String stem(String name) {
        for (String end : StreamFiles.ENDS) {
            if (name.endsWith(end) && name.length() > end.length() && tool == FeatureTool.I3D4J) {
                return name.substring(0, name.length() - end.length());
            }
        }
        int dot = name.lastIndexOf('.');
        // As Python has it.
        return tool != FeatureTool.I3D4J && dot > 0 ? name.substring(0, dot) : FileKind.stem(name);
    }

    /** Videos that differ in nothing but their extensions keep these. */
    private List<FeatureInput> apart(List<FeatureInput> inputs) {
        Map<Path, List<FeatureInput>> byPlace = byPlace(inputs);
        List<FeatureInput> apart = inputs.stream()
                .map(input -> byPlace.getOrDefault(input.place(), List.of()).size() < 2 || tool != FeatureTool.I3D4J
                        ? input
                        : new FeatureInput(input.file(), place(below(input), false), input.flow()))
                .toList();
        byPlace(apart).values().stream()
                .filter(sharing -> sharing.size() > 1)
                .findFirst()
                .ifPresent(sharing -> {
                    throw new OutputException(sharing.get(0).file() + " and "
                            + sharing.get(1).file() + ": the features of both would go to '"
                            + sharing.get(0).place()
                            + "'; name a folder that both lie in, or extract them to different folders");
                });
        return apart;
    }

    private Path below(FeatureInput input) {
        Named named = files.get(input.file().toAbsolutePath().normalize());
        return named == null ? input.place() : named.below();
    }

    private static Map<Path, List<FeatureInput>> byPlace(Collection<FeatureInput> inputs) {
        Map<Path, List<FeatureInput>> byPlace = new LinkedHashMap<>();
        inputs.forEach(input -> byPlace.computeIfAbsent(input.place(), place -> new ArrayList<>())
                .add(input));
        return byPlace;
    }
}

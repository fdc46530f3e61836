package org.i3d4j.features.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.files.IoReason;
import org.i3d4j.video.Modality;

/**
 * The files that a stream of a video gets.
 *
 * @param main the features
 * @param beside what belongs to them
 */
record FeatureFiles(Path main, List<Path> beside) {

    static FeatureFiles of(Path folder, FeatureInput input, Modality stream, FeatureFormat format, FeatureTool tool) {
        String name = String.valueOf(input.place().getFileName());
        Path place = folder.resolve(input.place());
        String word = stream.name().toLowerCase(Locale.ROOT);
        return switch (tool) {
            case I3D4J -> new FeatureFiles(place.resolveSibling(name + "_" + word + format.extension()), List.of());
            case PIERGIAJ -> new FeatureFiles(place.resolveSibling(name + ".npy"), List.of());
            case VIDEO_FEATURES ->
                new FeatureFiles(
                        place.resolveSibling(name + "_" + word + ".npy"),
                        List.of(
                                place.resolveSibling(name + "_fps.npy"),
                                place.resolveSibling(name + "_timestamps_ms.npy")));
        };
    }

    /** Says what made the features, and where their windows lie. */
    Path sidecar() {
        return main.resolveSibling(main.getFileName() + ".json");
    }

    /** Whether all that a whole result has is there. */
    boolean areThere() {
        return Files.isRegularFile(main) && beside.stream().allMatch(Files::isRegularFile);
    }

    /**
     * Removes features of other settings, ahead of what says that they are of these.
     *
     * @throws OutputException if they can't be
     */
    void remove() {
        try {
            if (Files.isDirectory(main)) {
                throw new OutputException(main + ": is a folder; expected the name of a file to write");
            }
            Files.deleteIfExists(main);
        } catch (IOException e) {
            throw new OutputException(main + ": can't be replaced: " + IoReason.of(e, main), e);
        }
    }
}

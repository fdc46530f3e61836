package org.i3d4j.features.files;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.video.Modality;

/**
 * A video whose features are wanted.
 *
 * @param file as it was named; of a pair of stored streams that of RGB
 * @param place where its files go below the folder of results, without stream and extension
 * @param flow its stored optical flow, where that lies in a file of its own
 */
public record FeatureInput(Path file, Path place, Optional<Path> flow) {

    /** The file that a stream is made of. */
    public Path fileOf(Modality stream) {
        return stream == Modality.FLOW ? flow.orElse(file) : file;
    }
}

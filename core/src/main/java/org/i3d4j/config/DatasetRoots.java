package org.i3d4j.config;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.error.ConfigException;

/**
 * The root folders of the data of a configuration: one way to find them for every command.
 *
 * @param train of the training side
 * @param eval of the side of validation and evaluation
 */
public record DatasetRoots(Path train, Path eval) {

    /** One folder for both. */
    public static DatasetRoots at(Path root) {
        return new DatasetRoots(root, root);
    }

    /**
     * For both sides the option, else what {@code dataJson} says; else each side's own path, or where it has none that of
     * the other.
     *
     * @param datasetOption {@code --dataset}
     * @param dataJson as {@link DatasetRoot#resolve}
     * @throws ConfigException as {@link DatasetRoot#resolve}
     */
    public static DatasetRoots resolve(Optional<Path> datasetOption, Path dataJson, DataLoaderConfig config) {
        String train = config.train().dataset().path();
        String eval = config.eval().dataset().path();
        return new DatasetRoots(
                DatasetRoot.resolve(datasetOption, dataJson, train.isBlank() ? eval : train),
                DatasetRoot.resolve(datasetOption, dataJson, eval.isBlank() ? train : eval));
    }
}

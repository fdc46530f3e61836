package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.config.TransformConfig;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;

/**
 * One side of the configuration's {@code data_loader}, ready to use.
 *
 * @param dataset its videos
 * @param sampler which frames of a video
 * @param transforms what happens to them
 * @param loading how batches are made
 */
public record ConfiguredSplit(
        VideoDataset dataset, FrameSampler sampler, TransformChain transforms, LoaderSettings loading) {

    /**
     * Opens the data set.
     *
     * @param root folder of the data set
     * @param seed of everything random
     * @throws org.i3d4j.error.DatasetException if it is not there or can't be used, or more of it is missing than allowed
     * @throws org.i3d4j.error.ConfigException if the transforms don't go together
     */
    public static ConfiguredSplit open(SplitConfig config, Path root, long seed) {
        ConfiguredSplit split = open(config, root, seed, config.dataset().maxSkipped());
        SkipLimit.check(config.dataset().maxSkipped(), split.dataset(), List.of());
        return split;
    }

    /** As {@link #open(SplitConfig, Path, long)}, whatever share of the videos is missing or turns out broken. */
    public static ConfiguredSplit openIncomplete(SplitConfig config, Path root, long seed) {
        return open(config, root, seed, 1);
    }

    private static ConfiguredSplit open(SplitConfig config, Path root, long seed, double maxSkipped) {
        DatasetConfig dataset = config.dataset();
        return new ConfiguredSplit(
                videos(dataset, root),
                sampler(dataset),
                transforms(config.map().operations()),
                new LoaderSettings(
                        dataset.batchSize(),
                        dataset.numParallelWorkers(),
                        dataset.shuffle(),
                        dataset.dropRemainder(),
                        seed,
                        VideoLimits.DEFAULT.withMaxPixels(dataset.maxPixels()),
                        dataset.storedFrameRate(),
                        maxSkipped,
                        dataset.readTimeout()));
    }

    private static VideoDataset videos(DatasetConfig config, Path root) {
        String split = config.split();
        ClassOrder order = classOrder(config);
        return switch (config.type()) {
            case KINETIC400 -> KineticsDataset.open(root, split, order);
            case KINETICS600 -> KineticsDataset.open(root, split, order, KineticsEdition.KINETICS_600);
            case KINETICS700 -> KineticsDataset.open(root, split, order, KineticsEdition.KINETICS_700);
            case CLASS_FOLDERS -> ClassFoldersDataset.open(root, split);
            case UCF101 -> Ucf101Dataset.open(root, split, config.fold());
            case HMDB51 -> Hmdb51Dataset.open(root, split, config.fold());
            case SOMETHING_V2 -> SomethingV2Dataset.open(root, split);
            case CHARADES -> CharadesDataset.open(root, split);
            case FILE_LIST -> FileListDataset.open(root, split, config.list(), order);
        };
    }

    /** Which frames of a video the configuration asks for. */
    public static FrameSampler sampler(DatasetConfig config) {
        return new FrameSampler(
                FrameSampler.Mode.of(config.seqMode()),
                config.seq(),
                config.frameInterval(),
                config.numClips(),
                config.frameRate());
    }

    /** The transforms the configuration asks for, in its order. */
    public static TransformChain transforms(List<TransformConfig> operations) {
        return new TransformChain(
                operations.stream().map(ConfiguredTransform::of).toList());
    }

    private static ClassOrder classOrder(DatasetConfig config) {
        return config.classOrder().equals("alphabetical") ? ClassOrder.ALPHABETICAL : ClassOrder.FIRST_APPEARANCE;
    }
}

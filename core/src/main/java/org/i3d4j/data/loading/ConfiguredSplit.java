package org.i3d4j.data.loading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.config.StreamType;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.ClipType;
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
     * Puts together what the configuration says of one side and videos, wherever they come from.
     *
     * @param videos are looked at here, and not again
     * @param seed of everything random
     * @throws org.i3d4j.error.ConfigException if the transforms don't go together
     */
    public static ConfiguredSplit of(SplitConfig config, VideoDataset videos, long seed) {
        DatasetConfig dataset = config.dataset();
        return new ConfiguredSplit(
                ListedDataset.of(videos),
                sampler(dataset),
                config.map().chain(),
                new LoaderSettings(
                        dataset.batchSize(),
                        dataset.numParallelWorkers(),
                        dataset.shuffle(),
                        dataset.dropRemainder(),
                        seed,
                        VideoLimits.DEFAULT.withMaxPixels(dataset.maxPixels()),
                        dataset.storedFrameRate(),
                        dataset.maxSkipped(),
                        dataset.readTimeout(),
                        flow(dataset),
                        ClipType.FLOAT32));
    }

    private static Optional<FlowReading> flow(DatasetConfig dataset) {
        Optional<Path> folder = Optional.of(dataset.flowFolder())
                .filter(name -> !name.isEmpty())
                .map(Path::of);
        folder.filter(tree -> !Files.isDirectory(tree)).ifPresent(tree -> {
            throw new ConfigException("'flow_folder' is " + tree + ", which is no folder");
        });
        return dataset.stream() == StreamType.FLOW
                ? Optional.of(new FlowReading(dataset.flow(), folder))
                : Optional.empty();
    }

    /**
     * This, if its lists are sound and no more of it is missing than allowed.
     *
     * @throws org.i3d4j.error.DatasetException if not, saying why
     */
    public ConfiguredSplit complete() {
        dataset.requireSound();
        SkipLimit.check(loading.maxSkipped(), dataset, List.of());
        return this;
    }

    /**
     * This, whatever share of the videos is missing or turns out broken, if its lists are sound.
     *
     * @throws org.i3d4j.error.DatasetException if not, saying why
     */
    public ConfiguredSplit incomplete() {
        dataset.requireSound();
        return new ConfiguredSplit(dataset, sampler, transforms, loading.withMaxSkipped(1));
    }

    /**
     * This, if a network can be fed with it.
     *
     * @param model what errors call the network
     * @param channels that it takes
     * @throws org.i3d4j.error.ConfigException if a video has others, or a transform is for other frames
     */
    public ConfiguredSplit fitting(String model, int channels) {
        TransformChain.checkChannels(model + ": the configuration's map.operations", transforms.transforms(), channels);
        ChannelCheck.require(dataset, loading.flow().isPresent(), model, channels);
        loading.flow().ifPresent(flow -> FlowNotice.tell(dataset, flow));
        return this;
    }

    /** Which frames of a video the configuration asks for. */
    public static FrameSampler sampler(DatasetConfig config) {
        return new FrameSampler(
                config.seqMode(), config.seq(), config.frameInterval(), config.numClips(), config.frameRate());
    }
}

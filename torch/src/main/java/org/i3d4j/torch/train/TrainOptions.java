package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;

/**
 * What the user asked for.
 *
 * @param config the configuration, overrides included
 * @param videos to train on and to measure by
 * @param pretrained weights to start from instead of random ones
 * @param compute where, how and by whom the network is trained and measured
 * @param resume whether to train on from the newest checkpoint of the same folder
 */
public record TrainOptions(
        LoadedConfig config, TrainingVideos videos, Optional<Path> pretrained, Compute compute, boolean resume) {

    /** With the data sets that the configuration names, in these folders. */
    public TrainOptions(
            LoadedConfig config, DatasetRoots datasets, Optional<Path> pretrained, Compute compute, boolean resume) {
        this(config, TrainingVideos.at(datasets), pretrained, compute, resume);
    }

    /** @throws ConfigException for 8-bit integers, which have no gradients */
    public TrainOptions {
        if (compute.precision() == Precision.INT8) {
            throw new ConfigException("a network is trained in fp32 or bf16; int8 is for using one");
        }
    }
}

package org.i3d4j.data.loading;

import java.util.function.LongSupplier;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;

/**
 * Makes batches of clips from a data set, read ahead by worker threads. A batch depends on nothing but the data set, the
 * settings' seed and order, and the numbers of epoch and batch. Memory is that of a few batches, used again and again.
 *
 * <pre>{@code
 * try (ClipLoader loader = new ClipLoader(dataset, sampler, chain, settings);
 *         Epoch epoch = loader.epoch(0, 0)) {
 *     for (LabelledBatch batch = epoch.next(); batch != null; batch = epoch.next()) {
 *         ...
 *         batch.close();
 *     }
 * }
 * }</pre>
 */
public final class ClipLoader implements AutoCloseable {
    private final VideoDataset dataset;
    private final FrameSampler sampler;
    private final TransformChain chain;
    private final LoaderSettings settings;
    private final Sharding sharding;
    private final FrameSource source;
    private final DamageWarnings warnings;
    private final int batchesAhead;
    private final BatchBuffers buffers;
    private final ReadTimeLimit timeLimit;

    /** A loader of what the data set names, see {@link LoaderSettings#source}; reads nothing yet. */
    public ClipLoader(VideoDataset dataset, FrameSampler sampler, TransformChain chain, LoaderSettings settings) {
        this(dataset, sampler, chain, settings, Sharding.NONE);
    }

    /** A loader of this process's part of what the data set names. */
    public ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            Sharding sharding) {
        this(dataset, sampler, chain, settings, sharding, new DamageWarnings());
    }

    /** As {@link #ClipLoader(VideoDataset, FrameSampler, TransformChain, LoaderSettings, Sharding)}; several loaders that share {@code warnings} warn of a damaged video once. */
    public ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            Sharding sharding,
            DamageWarnings warnings) {
        this(dataset, sampler, chain, settings, sharding, settings.source(), warnings, System::nanoTime);
    }

    ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            FrameSource source) {
        this(dataset, sampler, chain, settings, Sharding.NONE, source, System::nanoTime);
    }

    ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            Sharding sharding,
            FrameSource source,
            LongSupplier nanoTime) {
        this(dataset, sampler, chain, settings, sharding, source, new DamageWarnings(), nanoTime);
    }

    private ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            Sharding sharding,
            FrameSource source,
            DamageWarnings warnings,
            LongSupplier nanoTime) {
        this.dataset = dataset;
        this.sampler = sampler;
        this.chain = chain;
        this.settings = settings;
        this.sharding = sharding;
        this.source = source;
        this.warnings = warnings;
        this.batchesAhead = 1 + (settings.workers() + settings.batchSize() - 1) / settings.batchSize();
        this.timeLimit = new ReadTimeLimit(settings.readTimeoutSeconds(), nanoTime);
        this.buffers = new BatchBuffers(batchesAhead + 1, settings.clips());
    }

    /** Samples that all processes together go through in an epoch; what doesn't fill a last batch counts unless dropped. */
    public int samplesPerEpoch() {
        return EpochPlan.samplesPerEpoch(settings, sharding, dataset.samples().size());
    }

    /** Samples of a full batch, those of all processes together. */
    public int samplesPerBatch() {
        return sharding.samplesPerBatch(settings.batchSize());
    }

    /** Batches of every epoch, those of all processes: at least 1 where there are samples. */
    public int batchesPerEpoch() {
        return (samplesPerEpoch() + samplesPerBatch() - 1) / samplesPerBatch();
    }

    /**
     * Starts reading an epoch at a batch; as {@link #epochFrom} from that batch's first sample.
     *
     * @param firstBatch where to begin, from 0
     */
    public Epoch epoch(long epoch, int firstBatch) {
        if (firstBatch < 0 || firstBatch > batchesPerEpoch()) {
            throw new IllegalArgumentException("epoch " + epoch + " from batch " + firstBatch + "; an epoch has "
                    + batchesPerEpoch() + " batches");
        }
        return epochFrom(epoch, Math.min(firstBatch * samplesPerBatch(), samplesPerEpoch()));
    }

    /**
     * Starts reading an epoch; several may be open at a time.
     *
     * @param epoch number of the epoch, from 0
     * @param firstSample where to begin in the epoch's order, from 0, whatever number of processes went through those
     *     before; from the beginning of a batch on the batches are those an epoch begun at 0 would give
     * @return the caller closes it
     */
    public Epoch epochFrom(long epoch, int firstSample) {
        if (epoch < 0 || firstSample < 0 || firstSample > samplesPerEpoch()) {
            throw new IllegalArgumentException("epoch " + epoch + " from sample " + firstSample + "; an epoch has "
                    + samplesPerEpoch() + " samples");
        }
        EpochPlan plan = EpochPlan.of(settings, sharding, dataset.samples().size(), epoch, firstSample);
        int clipsPerVideo = sampler.clips() * chain.viewsPerClip();
        BatchQueue queue = new BatchQueue(plan, batchesAhead, clipsPerVideo, buffers);
        EpochWorkers workers = new EpochWorkers(
                dataset, plan, queue, () -> new SampleReader(source, sampler, chain, warnings), timeLimit);
        Epoch reading = new Epoch(dataset, plan, queue, workers);
        try {
            workers.start();
            return reading;
        } catch (RuntimeException | Error e) {
            // The machine may have no more threads.
            reading.close();
            throw e;
        }
    }

    /** Frees the memory; batches not closed yet stay valid until they are. */
    @Override
    public void close() {
        buffers.close();
    }
}

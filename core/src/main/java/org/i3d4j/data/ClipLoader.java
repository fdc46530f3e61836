package org.i3d4j.data;

import java.util.function.LongSupplier;
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
    private final FrameSource source;
    private final int batchesAhead;
    private final BatchBuffers buffers;
    private final ReadTimeLimit timeLimit;

    /** A loader of what the data set names, see {@link FrameSource#ofFiles}; reads nothing yet. */
    public ClipLoader(VideoDataset dataset, FrameSampler sampler, TransformChain chain, LoaderSettings settings) {
        this(dataset, sampler, chain, settings, FrameSource.ofFiles(settings.limits(), settings.storedFrameRate()));
    }

    ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            FrameSource source) {
        this(dataset, sampler, chain, settings, source, System::nanoTime);
    }

    ClipLoader(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain chain,
            LoaderSettings settings,
            FrameSource source,
            LongSupplier nanoTime) {
        this.dataset = dataset;
        this.sampler = sampler;
        this.chain = chain;
        this.settings = settings;
        this.source = source;
        this.batchesAhead = 1 + (settings.workers() + settings.batchSize() - 1) / settings.batchSize();
        this.timeLimit = new ReadTimeLimit(settings.readTimeoutSeconds(), nanoTime);
        this.buffers = new BatchBuffers(batchesAhead + 1);
    }

    /** Batches of every epoch: at least 1; a last one that is not full counts unless it is dropped. */
    public int batchesPerEpoch() {
        return EpochPlan.batches(settings, dataset.samples().size());
    }

    /**
     * Starts reading an epoch; several may be open at a time.
     *
     * @param epoch number of the epoch, from 0
     * @param firstBatch where to begin, from 0; the batches are those an epoch begun at 0 would give from there on
     * @return the caller closes it
     */
    public Epoch epoch(long epoch, int firstBatch) {
        if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch()) {
            throw new IllegalArgumentException("epoch " + epoch + " from batch " + firstBatch + "; an epoch has "
                    + batchesPerEpoch() + " batches");
        }
        EpochPlan plan = EpochPlan.of(settings, dataset.samples().size(), epoch);
        int clipsPerVideo = sampler.clips() * chain.viewsPerClip();
        BatchQueue queue = new BatchQueue(plan, firstBatch, batchesAhead, clipsPerVideo, buffers);
        EpochWorkers workers =
                new EpochWorkers(dataset, plan, queue, () -> new SampleReader(source, sampler, chain), timeLimit);
        workers.start();
        return new Epoch(dataset, settings.maxSkipped(), queue, workers);
    }

    /** Frees the memory; batches not closed yet stay valid until they are. */
    @Override
    public void close() {
        buffers.close();
    }
}

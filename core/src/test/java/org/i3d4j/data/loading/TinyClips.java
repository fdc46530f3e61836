package org.i3d4j.data.loading;

import java.util.List;
import java.util.Objects;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoToTensor;

/** Clips of two frames of {@link FakeVideos}, and what reads them. */
final class TinyClips {
    static final FrameSampler TWO_FRAMES = new FrameSampler(Mode.DISCRETE, 2, 1, 1);
    static final TransformChain RANDOM_CROP = new TransformChain(
            List.of(new VideoRandomCrop(2, 2), new VideoRandomHorizontalFlip(0.5), new VideoToTensor()));
    static final TransformChain NO_CROP = new TransformChain(List.of(new VideoToTensor()));

    private TinyClips() {}

    /** In random order, the last batch as it is. */
    static LoaderSettings settings(int batchSize, int workers) {
        return new LoaderSettings(batchSize, workers, true, false, 11);
    }

    static ClipLoader loader(FakeVideos videos, LoaderSettings settings) {
        return new ClipLoader(videos, TWO_FRAMES, RANDOM_CROP, settings, videos);
    }

    /** The next batch, of which there is one. */
    static LabelledBatch next(Epoch epoch) {
        return Objects.requireNonNull(epoch.next());
    }

    /** All of epoch 0. */
    static List<BatchCopy> read(FakeVideos videos, LoaderSettings settings) {
        try (ClipLoader loader = loader(videos, settings)) {
            return BatchCopy.ofEpoch(loader, 0, 0);
        }
    }
}

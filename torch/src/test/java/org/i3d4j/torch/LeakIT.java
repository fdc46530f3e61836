package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.LongTest;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.AdamW;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory over many steps and videos: pointers to the last one, resident memory up to what allocators keep. */
@LongTest
class LeakIT {
    private static final int STEPS = 200;
    private static final int CLIPS = 500;
    private static final long ALLOWED_GROWTH_BYTES = 64L << 20;

    @TempDir
    private Path folder;

    /** What the process holds outside the Java heap. */
    private static final int BUFFERS = 4;

    private record Held(long pointers, long residentBytes) {
        static Held now() {
            return new Held(Pointer.totalCount(), NativeMemory.residentBytes());
        }

        void assertNotGrownSince(Held before, long pointersAllowed) {
            assertThat(pointers - before.pointers).as("native objects more").isLessThanOrEqualTo(pointersAllowed);
            assertThat(residentBytes - before.residentBytes)
                    .as("growth of resident memory beside the heap, bytes")
                    .isLessThan(ALLOWED_GROWTH_BYTES);
        }
    }

    @Test
    void trainingKeepsItsMemory() {
        try (TorchNetwork network = TorchNetwork.random(ModelSettings.of(3, 2), "cpu", Precision.FP32, 1);
                Optimizer optimizer = new AdamW(network.parameters(), 0.9, 0.999, 1e-8, 0.01);
                ClipBatch clips = GoldenClips.batch(1, 2, 3, 8, 32, 32)) {
            // A rate at which nothing is learnt: two clips learnt by heart leave tiny gradients that are slow to
            // compute.
            Learner learner =
                    new Learner(network, optimizer, new Loss.SoftmaxCrossEntropy(0), Learner.Settings.plain(1));
            Held warm = Held.now();
            for (int step = 1; step <= STEPS; step++) {
                learner.step(clips, Targets.ofClasses(2, 0, 1), step, 1e-12);
                if (step % 10 == 0) {
                    network.forward(clips);
                }
                if (step == STEPS / 5) {
                    warm = Held.now();
                }
            }
            Held.now().assertNotGrownSince(warm, 0);
        }
    }

    @Test
    void readingClipsKeepsItsMemory() {
        new MotionVideos(new MotionSettings(2, 10, 1, 64, 64, 16, 12, 1), 2).write(folder, (done, of) -> {});
        VideoDataset videos = new KineticsLayout(folder, "train", ClassOrder.FIRST_APPEARANCE).open();
        int epochs = CLIPS / videos.samples().size();
        try (ClipLoader loader = new ClipLoader(
                videos,
                new FrameSampler(FrameSampler.Mode.PART, 8, 1, 1),
                new TransformChain(List.of(new VideoRandomCrop(48, 48), new VideoToTensor())),
                new LoaderSettings(4, 2, true, false, 1))) {
            Held warm = Held.now();
            int read = 0;
            for (int epoch = 0; epoch < epochs; epoch++) {
                read += read(loader, epoch);
                if (epoch == epochs / 5) {
                    warm = Held.now();
                }
            }
            assertThat(read).isEqualTo(CLIPS);
            // How many of its buffers the loader has come to use is a matter of timing; a leak would be one for each
            // clip.
            Held.now().assertNotGrownSince(warm, BUFFERS);
        }
    }

    private static int read(ClipLoader loader, int epoch) {
        int videos = 0;
        try (Epoch batches = loader.epoch(epoch, 0)) {
            for (LabelledBatch batch = batches.next(); batch != null; batch = batches.next()) {
                videos += batch.videos();
                batch.close();
            }
        }
        return videos;
    }
}

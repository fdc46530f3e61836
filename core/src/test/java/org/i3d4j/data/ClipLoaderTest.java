package org.i3d4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

class ClipLoaderTest {
    private static final FrameSampler TWO_FRAMES = new FrameSampler(Mode.DISCRETE, 2, 1, 1);
    private static final TransformChain RANDOM_CROP = new TransformChain(
            List.of(new VideoRandomCrop(2, 2), new VideoRandomHorizontalFlip(0.5), new VideoToTensor()));
    private static final TransformChain NO_CROP = new TransformChain(List.of(new VideoToTensor()));

    /** What a batch held, after it is closed. */
    private record Copy(
            int index, List<Integer> labels, List<Integer> samples, List<SkippedVideo> skipped, List<Float> values) {
        static Copy of(LabelledBatch batch) {
            return new Copy(
                    batch.index(),
                    IntStream.of(batch.labels()).boxed().toList(),
                    IntStream.of(batch.sampleIndices()).boxed().toList(),
                    batch.skipped(),
                    batch.isEmpty() ? List.of() : values(batch.clips()));
        }

        private static List<Float> values(ClipBatch clips) {
            List<Float> values = new ArrayList<>();
            FloatBuffer all = clips.pointer().asBuffer();
            assertThat(all.remaining()).isEqualTo((int) (clips.clips() * clips.clipValues()));
            while (all.hasRemaining()) {
                values.add(all.get());
            }
            return values;
        }
    }

    private static LoaderSettings settings(int batchSize, int workers) {
        return new LoaderSettings(batchSize, workers, true, false, 11);
    }

    private static ClipLoader loader(FakeVideos videos, LoaderSettings settings) {
        return new ClipLoader(videos, TWO_FRAMES, RANDOM_CROP, settings, videos);
    }

    private static List<Copy> read(ClipLoader loader, int epochNumber, int firstBatch) {
        List<Copy> batches = new ArrayList<>();
        try (Epoch epoch = loader.epoch(epochNumber, firstBatch)) {
            LabelledBatch batch;
            while ((batch = epoch.next()) != null) {
                try (LabelledBatch open = batch) {
                    batches.add(Copy.of(open));
                }
            }
        }
        return batches;
    }

    private static LabelledBatch next(Epoch epoch) {
        return Objects.requireNonNull(epoch.next());
    }

    private static List<Copy> read(FakeVideos videos, LoaderSettings settings) {
        try (ClipLoader loader = loader(videos, settings)) {
            return read(loader, 0, 0);
        }
    }

    /** Which video a value comes from. */
    private static int video(float value) {
        return Math.round((value + 1) / 2 * 255) / 10;
    }

    @Test
    void batchesComeInTheDataSetsOrderWithLabels() {
        List<Copy> batches = read(new FakeVideos(5), new LoaderSettings(2, 3, false, false, 0));

        assertThat(batches).extracting(Copy::index).containsExactly(0, 1, 2);
        assertThat(batches).extracting(Copy::samples).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(batches).extracting(Copy::labels).containsExactly(List.of(0, 1), List.of(2, 3), List.of(0));
        List<Float> last = batches.get(2).values();
        assertThat(last).hasSize(3 * 2 * 2 * 2).allMatch(value -> video(value) == 4);
    }

    @Test
    void theNumberOfWorkersNeverChangesABatch() {
        List<Copy> alone = read(new FakeVideos(23), settings(4, 1));

        assertThat(read(new FakeVideos(23), settings(4, 3))).isEqualTo(alone);
        assertThat(read(new FakeVideos(23), settings(4, 9))).isEqualTo(alone);
        assertThat(alone.stream().flatMap(copy -> copy.samples().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 23).boxed().toList());
    }

    @Test
    void theSizeOfBatchesNeverChangesAClip() {
        List<Float> inFours = read(new FakeVideos(12), settings(4, 2)).stream()
                .flatMap(copy -> copy.values().stream())
                .toList();
        List<Float> inSixes = read(new FakeVideos(12), settings(6, 2)).stream()
                .flatMap(copy -> copy.values().stream())
                .toList();

        assertThat(inSixes).isEqualTo(inFours);
    }

    @Test
    void everyEpochIsDifferentAndRepeatable() {
        FakeVideos videos = new FakeVideos(20);
        try (ClipLoader loader = loader(videos, settings(4, 2))) {
            List<Copy> first = read(loader, 0, 0);

            assertThat(read(loader, 1, 0)).isNotEqualTo(first);
            assertThat(read(loader, 0, 0)).isEqualTo(first);
        }
    }

    @Test
    void anEpochResumedInTheMiddleGivesTheSameBatches() {
        try (ClipLoader loader = loader(new FakeVideos(20), settings(4, 2))) {
            List<Copy> all = read(loader, 3, 0);

            assertThat(read(loader, 3, 2)).isEqualTo(all.subList(2, 5));
            assertThat(read(loader, 3, 5)).isEmpty();
            assertThatThrownBy(() -> loader.epoch(3, 6))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an epoch has 5 batches");
        }
    }

    @Test
    void clipsOfOneVideoAreConsecutiveRowsCutDifferently() {
        FakeVideos videos = new FakeVideos(3);
        FrameSampler threeClips = new FrameSampler(Mode.PART, 1, 1, 3);
        try (ClipLoader loader = new ClipLoader(videos, threeClips, NO_CROP, settings(3, 2), videos);
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = next(epoch)) {
            assertThat(batch.clipsPerVideo()).isEqualTo(3);
            assertThat(batch.videos()).isEqualTo(3);
            assertThat(batch.labels()).hasSize(3);
            ClipBatch clips = batch.clips();
            assertThat(clips.clips()).isEqualTo(9);
            int[] rows = IntStream.range(0, 9)
                    .map(row -> Math.round((clips.plane(row, 0, 0).get(0) + 1) / 2 * 255))
                    .toArray();
            for (int video = 0; video < 3; video++) {
                int sample = batch.sampleIndices()[video];
                assertThat(IntStream.of(rows).skip(video * 3L).limit(3).distinct())
                        .allMatch(value -> value / 10 == sample);
            }
        }
    }

    @Test
    void dropLastLeavesOutThePartialBatchButNeverEveryVideo() {
        assertThat(batches(10, 4, false)).isEqualTo(3);
        assertThat(batches(10, 4, true)).isEqualTo(2);
        assertThat(batches(8, 4, true)).isEqualTo(2);
        assertThat(batches(3, 4, true)).isEqualTo(1);
        LoaderSettings dropping = new LoaderSettings(4, 2, false, true, 0);
        assertThat(read(new FakeVideos(10), dropping))
                .extracting(Copy::samples)
                .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
        assertThat(read(new FakeVideos(3), dropping)).extracting(Copy::samples).containsExactly(List.of(0, 1, 2));
    }

    private static int batches(int videos, int batchSize, boolean dropLast) {
        try (ClipLoader loader = loader(new FakeVideos(videos), new LoaderSettings(batchSize, 1, false, dropLast, 0))) {
            return loader.batchesPerEpoch();
        }
    }

    @Test
    void aBrokenVideoIsLeftOutAndReportedAndOtherRowsStay() {
        FakeVideos videos = new FakeVideos(8);
        LoaderSettings inOrder = new LoaderSettings(4, 2, false, false, 5);
        List<Copy> whole = read(videos, inOrder);
        videos.broken.add(1);

        List<Copy> batches = read(videos, inOrder);

        Copy first = batches.get(0);
        assertThat(first.samples()).containsExactly(0, 2, 3);
        assertThat(first.labels()).containsExactly(0, 2, 3);
        assertThat(first.skipped()).containsExactly(new SkippedVideo(Path.of("1"), "1: broken"));
        int videoValues = 3 * 2 * 2 * 2;
        List<Float> expected = new ArrayList<>(whole.get(0).values());
        expected.subList(videoValues, 2 * videoValues).clear();
        assertThat(first.values()).isEqualTo(expected);
        assertThat(batches.get(1)).isEqualTo(whole.get(1));
    }

    @Test
    void aVideoTooSmallForTheCropIsLeftOut() {
        FakeVideos videos = new FakeVideos(2);
        videos.wide.add(1);
        TransformChain sixWide = new TransformChain(List.of(new VideoCenterCrop(4, 6), new VideoToTensor()));
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, sixWide, settings(2, 1), videos)) {
            Copy batch = read(loader, 0, 0).get(0);

            assertThat(batch.samples()).containsExactly(1);
            assertThat(batch.skipped())
                    .singleElement()
                    .satisfies(skipped -> assertThat(skipped.reason()).contains("a crop of 4x6"));
        }
    }

    @Test
    void aBatchWithoutAnyReadableVideoIsDeliveredEmpty() {
        FakeVideos videos = new FakeVideos(4);
        videos.broken.addAll(List.of(0, 1));
        try (ClipLoader loader = loader(videos, new LoaderSettings(2, 1, false, false, 0));
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = next(epoch)) {
            assertThat(batch.isEmpty()).isTrue();
            assertThat(batch.skipped()).hasSize(2);
            assertThatThrownBy(batch::clips)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("isEmpty");
        }
    }

    @Test
    void anEpochWithoutAnyReadableVideoIsAnError() {
        FakeVideos videos = new FakeVideos(3);
        videos.broken.addAll(List.of(0, 1, 2));

        assertThatThrownBy(() -> read(videos, new LoaderSettings(2, 1, false, false, 0)))
                .isInstanceOf(DatasetException.class)
                .hasMessage("not one video of the epoch could be read; the first, 0: 0: broken");
    }

    @Test
    void clipsOfDifferentShapesInOneBatchAreRefusedWithBothFiles() {
        FakeVideos videos = new FakeVideos(2);
        videos.wide.add(1);
        LoaderSettings pairs = new LoaderSettings(2, 1, false, false, 0);
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, NO_CROP, pairs, videos)) {
            assertThatThrownBy(() -> read(loader, 0, 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("3x2x4x4 from 0, 3x2x4x6 from 1")
                    .hasMessageContaining("batch size to 1");
        }
        LoaderSettings alone = new LoaderSettings(1, 2, false, false, 0);
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, NO_CROP, alone, videos)) {
            assertThat(read(loader, 0, 0)).hasSize(2);
        }
    }

    @Test
    void anUnexpectedFailureOfAWorkerReachesTheReceiver() {
        FakeVideos videos = new FakeVideos(40);
        videos.failing.add(7);

        assertThatThrownBy(() -> read(videos, settings(2, 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("7: java.lang.IllegalStateException: out of order")
                .hasStackTraceContaining("FakeVideos.open");
        assertThat(videos.open).hasValue(0);
    }

    @Test
    void workersReadOnlyAFewBatchesAhead() throws InterruptedException {
        FakeVideos videos = new FakeVideos(1000);
        try (ClipLoader loader = loader(videos, settings(2, 2));
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch first = next(epoch)) {
            assertThat(first.index()).isZero();
            Thread.sleep(50);
            // one delivered, two ahead
            assertThat(videos.opened.get()).isLessThanOrEqualTo(2 * 3);
        }
    }

    @Test
    void closingAnEpochEarlyStopsItsWorkers() {
        FakeVideos videos = new FakeVideos(1000);
        try (ClipLoader loader = loader(videos, settings(2, 3))) {
            Epoch epoch = loader.epoch(0, 0);
            epoch.close();

            int opened = videos.opened.get();
            assertThat(opened).isLessThan(100);
            assertThat(videos.open).hasValue(0);
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("clip-loader"));
            assertThatThrownBy(epoch::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aBatchOutlivesItsEpochAndLoader() {
        LabelledBatch batch;
        try (ClipLoader loader = loader(new FakeVideos(4), settings(2, 1));
                Epoch epoch = loader.epoch(0, 0)) {
            batch = next(epoch);
        }
        assertThat(Copy.of(batch).values()).allMatch(value -> value >= -1 && value <= 1);
        batch.close();
        assertThatThrownBy(batch::clips).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void memoryStaysFlatOverManyEpochsAndIsFreedInTheEnd() {
        FakeVideos videos = new FakeVideos(11);
        videos.broken.add(3);
        long before = Pointer.totalBytes();
        try (ClipLoader loader = loader(videos, settings(4, 3))) {
            for (int epoch = 0; epoch < 5; epoch++) {
                read(loader, epoch, 0);
            }
            long batchBytes = 4L * 3 * 2 * 2 * 2 * Float.BYTES;
            for (int epoch = 0; epoch < 100; epoch++) {
                read(loader, epoch, 0);
                // three full batches and their gapless copies at most, and nothing that grows
                assertThat(Pointer.totalBytes() - before).isLessThanOrEqualTo(4 * batchBytes);
            }
            try (Epoch early = loader.epoch(0, 0)) {
                next(early).close();
            }
        }
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }

    @Test
    void settingsBelowOneAreRefused() {
        assertThatThrownBy(() -> settings(0, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> settings(1, 0)).isInstanceOf(ConfigException.class);
    }
}

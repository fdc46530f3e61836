package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.data.loading.TinyClips.NO_CROP;
import static org.i3d4j.data.loading.TinyClips.TWO_FRAMES;
import static org.i3d4j.data.loading.TinyClips.loader;
import static org.i3d4j.data.loading.TinyClips.next;
import static org.i3d4j.data.loading.TinyClips.read;
import static org.i3d4j.data.loading.TinyClips.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

/** What a loader does about videos it can't use, and with its threads and memory. */
class ClipLoaderFaultsTest {
    @Test
    void aBrokenVideoIsLeftOutAndReportedAndOtherRowsStay() {
        FakeVideos videos = new FakeVideos(8);
        LoaderSettings inOrder = new LoaderSettings(4, 2, false, false, 5);
        List<BatchCopy> whole = read(videos, inOrder);
        videos.broken.add(1);

        List<BatchCopy> batches = read(videos, inOrder);

        BatchCopy first = batches.get(0);
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
            BatchCopy batch = BatchCopy.ofEpoch(loader, 0, 0).get(0);

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
                .hasMessage("not one video of the epoch could be read; the first, 0: broken");
    }

    @Test
    void clipsOfDifferentShapesInOneBatchAreRefusedWithBothFiles() {
        FakeVideos videos = new FakeVideos(2);
        videos.wide.add(1);
        LoaderSettings pairs = new LoaderSettings(2, 1, false, false, 0);
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, NO_CROP, pairs, videos)) {
            assertThatThrownBy(() -> BatchCopy.ofEpoch(loader, 0, 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("3x2x4x4 from 0, 3x2x4x6 from 1")
                    .hasMessageContaining("batch size to 1");
        }
        LoaderSettings alone = new LoaderSettings(1, 2, false, false, 0);
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, NO_CROP, alone, videos)) {
            assertThat(BatchCopy.ofEpoch(loader, 0, 0)).hasSize(2);
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
        assertThat(BatchCopy.of(batch).values()).allMatch(value -> value >= -1 && value <= 1);
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
                BatchCopy.ofEpoch(loader, epoch, 0);
            }
            long batchBytes = 4L * 3 * 2 * 2 * 2 * Float.BYTES;
            for (int epoch = 0; epoch < 100; epoch++) {
                BatchCopy.ofEpoch(loader, epoch, 0);
                // three full batches and their gapless copies at most, and nothing that grows
                assertThat(Pointer.totalBytes() - before).isLessThanOrEqualTo(4 * batchBytes);
            }
            try (Epoch early = loader.epoch(0, 0)) {
                next(early).close();
            }
        }
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
}

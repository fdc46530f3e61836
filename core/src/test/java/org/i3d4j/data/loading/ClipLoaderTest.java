package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.data.loading.TinyClips.NO_CROP;
import static org.i3d4j.data.loading.TinyClips.loader;
import static org.i3d4j.data.loading.TinyClips.next;
import static org.i3d4j.data.loading.TinyClips.read;
import static org.i3d4j.data.loading.TinyClips.settings;

import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.junit.jupiter.api.Test;

class ClipLoaderTest {
    /** Which video a value comes from. */
    private static int video(float value) {
        return Math.round((value + 1) / 2 * 255) / 10;
    }

    @Test
    void batchesComeInTheDataSetsOrderWithLabels() {
        List<BatchCopy> batches = read(new FakeVideos(5), new LoaderSettings(2, 3, false, false, 0));

        assertThat(batches).extracting(BatchCopy::index).containsExactly(0, 1, 2);
        assertThat(batches).extracting(BatchCopy::samples).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(batches).extracting(BatchCopy::labels).containsExactly(List.of(0, 1), List.of(2, 3), List.of(0));
        List<Float> last = batches.get(2).values();
        assertThat(last).hasSize(3 * 2 * 2 * 2).allMatch(value -> video(value) == 4);
    }

    @Test
    void theNumberOfWorkersNeverChangesABatch() {
        List<BatchCopy> alone = read(new FakeVideos(23), settings(4, 1));

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
            List<BatchCopy> first = BatchCopy.ofEpoch(loader, 0, 0);

            assertThat(BatchCopy.ofEpoch(loader, 1, 0)).isNotEqualTo(first);
            assertThat(BatchCopy.ofEpoch(loader, 0, 0)).isEqualTo(first);
        }
    }

    @Test
    void anEpochResumedInTheMiddleGivesTheSameBatches() {
        try (ClipLoader loader = loader(new FakeVideos(20), settings(4, 2))) {
            List<BatchCopy> all = BatchCopy.ofEpoch(loader, 3, 0);

            assertThat(BatchCopy.ofEpoch(loader, 3, 2)).isEqualTo(all.subList(2, 5));
            assertThat(BatchCopy.ofEpoch(loader, 3, 5)).isEmpty();
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
                .extracting(BatchCopy::samples)
                .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
        assertThat(read(new FakeVideos(3), dropping))
                .extracting(BatchCopy::samples)
                .containsExactly(List.of(0, 1, 2));
    }

    private static int batches(int videos, int batchSize, boolean dropLast) {
        try (ClipLoader loader = loader(new FakeVideos(videos), new LoaderSettings(batchSize, 1, false, dropLast, 0))) {
            return loader.batchesPerEpoch();
        }
    }

    @Test
    void settingsBelowOneAreRefused() {
        assertThatThrownBy(() -> settings(0, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> settings(1, 0)).isInstanceOf(ConfigException.class);
    }
}

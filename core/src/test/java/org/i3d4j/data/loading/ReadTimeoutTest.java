package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a test lets time pass, the whole epoch fits the batches read ahead: all workers but the hanging ones end. */
class ReadTimeoutTest {
    private static final FrameSampler TWO_FRAMES = new FrameSampler(Mode.DISCRETE, 2, 1, 1);
    private static final TransformChain RANDOM_CROP =
            new TransformChain(List.of(new VideoRandomCrop(2, 2), new VideoToTensor()));
    private static final String REASON =
            "gave up after 300 s: reading or decoding hangs; see data_loader.*.dataset.read_timeout";

    private final FakeVideos videos = new FakeVideos(8);
    private final HangingVideos source = new HangingVideos(videos);

    @AfterEach
    void endHangs() {
        source.release();
        assertThat(videos.open).hasValue(0);
    }

    private static LoaderSettings settings(int batchSize, int workers, double maxSkipped) {
        return new LoaderSettings(
                batchSize,
                workers,
                false,
                false,
                7,
                VideoLimits.DEFAULT,
                25,
                maxSkipped,
                LoaderSettings.READ_TIMEOUT_SECONDS);
    }

    private ClipLoader loader(int workers, double maxSkipped) {
        return new ClipLoader(
                videos, TWO_FRAMES, RANDOM_CROP, settings(4, workers, maxSkipped), Sharding.NONE, source, source);
    }

    private static SkippedVideo givenUp(int video) {
        return new SkippedVideo(Path.of(String.valueOf(video)), REASON);
    }

    private List<BatchCopy> undisturbed() {
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, RANDOM_CROP, settings(4, 2, 1), videos)) {
            return BatchCopy.ofEpoch(loader, 0, 0);
        }
    }

    @Test
    void aHangingVideoIsLeftOutAndListedAndTheOthersAreAsEver() {
        List<BatchCopy> whole = undisturbed();
        source.hanging.add(2);
        try (ClipLoader loader = loader(4, 1);
                Epoch epoch = loader.epoch(0, 0)) {
            source.letTimePassOnceHanging(1);

            assertThat(BatchCopy.ofRest(epoch)).containsExactly(whole.get(0).without(2, givenUp(2)), whole.get(1));
            assertThat(epoch.skipped()).containsExactly(givenUp(2));
        }
    }

    @Test
    void theOnlyWorkerIsReplacedAgainAndAgain() throws InterruptedException {
        List<BatchCopy> whole = undisturbed();
        source.hanging.addAll(List.of(1, 6));
        Thread clock = source.letTimePassForHangs(2);
        try (ClipLoader loader = loader(1, 1)) {
            assertThat(BatchCopy.ofEpoch(loader, 0, 0))
                    .containsExactly(
                            whole.get(0).without(1, givenUp(1)), whole.get(1).without(6, givenUp(6)));
        }
        clock.join();
    }

    @Test
    void withoutALimitNothingIsGivenUp() {
        LoaderSettings noLimit = new LoaderSettings(4, 1, false, false, 7, VideoLimits.DEFAULT, 25, 1, 0);
        List<BatchCopy> whole = undisturbed();
        try (ClipLoader loader = new ClipLoader(
                videos,
                TWO_FRAMES,
                RANDOM_CROP,
                noLimit,
                Sharding.NONE,
                file -> {
                    source.letTimePass();
                    return videos.open(file);
                },
                source)) {
            assertThat(BatchCopy.ofEpoch(loader, 0, 0)).isEqualTo(whole);
        }
    }

    /** Epoch 1 gets the memory that the hanging video was to be written to, with other videos in its place. */
    @Test
    void aVideoThatComesBackLateTouchesNothing() {
        LoaderSettings shuffled = new LoaderSettings(4, 4, true, false, 7);
        List<BatchCopy> expected;
        try (ClipLoader loader = new ClipLoader(videos, TWO_FRAMES, RANDOM_CROP, shuffled, videos)) {
            expected = BatchCopy.ofEpoch(loader, 1, 0);
        }
        long before = Pointer.totalBytes();
        source.hanging.add(2);
        try (ClipLoader loader =
                        new ClipLoader(videos, TWO_FRAMES, RANDOM_CROP, shuffled, Sharding.NONE, source, source);
                Epoch disturbed = loader.epoch(0, 0)) {
            source.letTimePassOnceHanging(1);
            assertThat(BatchCopy.ofRest(disturbed)).hasSize(2);
            source.hanging.clear();
            try (Epoch epoch = loader.epoch(1, 0);
                    LabelledBatch first = Objects.requireNonNull(epoch.next());
                    LabelledBatch second = Objects.requireNonNull(epoch.next())) {
                assertThat(source.hangingNow).hasValue(1);
                source.release();

                assertThat(List.of(BatchCopy.of(first), BatchCopy.of(second))).isEqualTo(expected);
            }
        }
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }

    @Test
    void closingDoesntWaitForThoseThatHang() {
        source.hanging.addAll(List.of(0, 5));
        long before = Pointer.totalBytes();
        try (ClipLoader loader = loader(2, 1);
                Epoch epoch = loader.epoch(0, 0)) {
            source.letTimePassOnceHanging(2);
            source.letTimeFly();
            assertThat(epoch.skipped()).isEmpty();
        }
        assertThat(source.hangingNow).hasValue(2);
        source.release();
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }

    @Test
    void aLateFailureIsNobodysBusiness() {
        source.hanging.add(2);
        videos.broken.add(2);
        try (ClipLoader loader = loader(4, 1);
                Epoch epoch = loader.epoch(0, 0)) {
            source.letTimePassOnceHanging(1);
            LabelledBatch first = Objects.requireNonNull(epoch.next());
            source.release();

            assertThat(first.skipped()).containsExactly(givenUp(2));
            first.close();
            assertThat(BatchCopy.ofRest(epoch))
                    .singleElement()
                    .satisfies(second -> assertThat(second.skipped()).isEmpty());
            assertThat(epoch.skipped()).containsExactly(givenUp(2));
        }
    }

    @Test
    void hangsCountAgainstTheShareThatMayBeSkipped() {
        source.hanging.addAll(List.of(1, 6));
        try (ClipLoader loader = loader(4, 0.125);
                Epoch epoch = loader.epoch(0, 0)) {
            source.letTimePassOnceHanging(2);
            Objects.requireNonNull(epoch.next()).close();

            assertThatThrownBy(epoch::next)
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith("2 of 8 listed videos can't be used (0 missing or without label, 2 broken)")
                    .hasMessageContaining("the first: 1, 6: " + REASON);
        }
    }

    @Test
    void tooManyThatHangAtATimeEndTheEpoch() {
        FakeVideos many = new FakeVideos(40);
        HangingVideos allHang = new HangingVideos(many);
        IntStream.range(0, 40).forEach(allHang.hanging::add);
        try (ClipLoader loader = new ClipLoader(
                        many, TWO_FRAMES, RANDOM_CROP, settings(40, 17, 1), Sharding.NONE, allHang, allHang);
                Epoch epoch = loader.epoch(0, 0)) {
            allHang.letTimePassOnceHanging(17);

            assertThatThrownBy(epoch::next)
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining(
                            "17 reads of videos hang at a time, each for more than 300 s, the limit is 16")
                    .hasMessageContaining("data_loader.*.dataset.read_timeout");
            allHang.letTimeFly();
        } finally {
            allHang.release();
        }
    }

    @Test
    void thoseThatCameBackDontCountAsHanging() {
        ReadTimeLimit limit = new ReadTimeLimit(0.5, source);
        IntStream.range(0, 30).forEach(hang -> {
            limit.left();
            limit.requireFewHanging(Path.of("v"));
            limit.returned();
        });
        IntStream.rangeClosed(1, ReadTimeLimit.MOST_HANGING).forEach(hang -> limit.left());
        limit.requireFewHanging(Path.of("v"));
        limit.left();
        assertThatThrownBy(() -> limit.requireFewHanging(Path.of("v"))).hasMessageContaining("more than 0.5 s");
    }

    @Test
    void theLimitIsExceededAfterItNotAtIt() {
        // the clock overflows 1 ns later
        Reading reading = reading(Long.MAX_VALUE);
        assertThat(new ReadTimeLimit(2, () -> Long.MIN_VALUE + 1_999_999_999L).exceededBy(reading))
                .isFalse();
        assertThat(new ReadTimeLimit(2, () -> Long.MIN_VALUE + 2_000_000_000L).exceededBy(reading))
                .isTrue();
        assertThat(new ReadTimeLimit(0, () -> Long.MIN_VALUE + 2_000_000_000L).exceededBy(reading))
                .isFalse();
    }

    @Test
    void aClaimedReadCantBeGivenUpNorTheOtherWayRound() {
        Reading claimed = reading(0);
        assertThat(claimed.claim()).isTrue();
        assertThat(claimed.giveUp()).isFalse();
        assertThat(claimed.claim()).isTrue();
        Reading givenUp = reading(0);
        assertThat(givenUp.giveUp()).isTrue();
        assertThat(givenUp.giveUp()).isFalse();
        assertThat(givenUp.claim()).isFalse();
    }

    private static Reading reading(long startNanos) {
        try (BatchBuffers buffers = new BatchBuffers(1, ClipType.FLOAT32)) {
            BatchAssembly batch = new BatchAssembly(0, new int[] {0}, 1, buffers);
            return new Reading(new BatchQueue.Task(batch, 0), Thread.currentThread(), startNanos);
        }
    }

    @Test
    void aLimitBelowNothingIsRefused() {
        assertThatThrownBy(() -> new LoaderSettings(1, 1, false, false, 0, VideoLimits.DEFAULT, 25, 1, -1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found -1.0 s");
    }
}

package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoShortEdgeRandomResize;
import org.i3d4j.video.transform.VideoTenCrop;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

class LoadedViewsTest {
    private static final LoaderSettings ALL_IN_ORDER = new LoaderSettings(2, 2, false, false, 1);

    private final FakeVideos videos = new FakeVideos(2);

    private interface Check {
        void accept(LabelledBatch batch);
    }

    private void firstBatch(FrameSource source, FrameSampler sampler, Transform crop, Check check) {
        TransformChain chain = new TransformChain(List.of(crop, new VideoToTensor()));
        try (ClipLoader loader = new ClipLoader(videos, sampler, chain, ALL_IN_ORDER, source);
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
            check.accept(batch);
        }
    }

    private static int level(ClipBatch clips, int row, int frame) {
        return Math.round((clips.plane(row, 0, frame).get(0) + 1) / 2 * 255);
    }

    @Test
    void aVideosRowsAreItsClipsTimesItsCrops() {
        FrameSampler twoClips = new FrameSampler(Mode.UNIFORM, 1, 1, 2);
        firstBatch(videos, twoClips, new VideoThreeCrop(2, 2), batch -> {
            assertThat(batch.clipsPerVideo()).isEqualTo(6);
            assertThat(batch.clips().clips()).isEqualTo(12);
            List<Integer> levels = new ArrayList<>();
            for (int row = 0; row < 12; row++) {
                levels.add(level(batch.clips(), row, 0));
            }
            // frames 1 and 3 of five; the crops of a clip lie side by side
            assertThat(levels).containsExactly(1, 1, 1, 3, 3, 3, 11, 11, 11, 13, 13, 13);
        });
    }

    @Test
    void viewsTooLargeForAVideoSkipIt() {
        videos.wide.add(1); // 6 wide, the other 4
        firstBatch(videos, new FrameSampler(Mode.PART, 2, 1, 1), new VideoTenCrop(4, 5), batch -> {
            assertThat(batch.sampleIndices()).containsExactly(1);
            assertThat(batch.clips().clips()).isEqualTo(10);
            assertThat(batch.skipped())
                    .singleElement()
                    .satisfies(skipped -> assertThat(skipped.reason()).contains("VideoTenCrop: a crop of 4x5"));
        });
    }

    @Test
    void clipsOfOneVideoMayBeScaledDifferently() {
        Set<Integer> sizes = new TreeSet<>();
        FrameSource recording = file -> new SizeRecorder(videos.open(file), sizes);
        TransformChain chain = new TransformChain(List.of(
                new VideoShortEdgeRandomResize(4, 40, Interpolation.AREA),
                new VideoCenterCrop(4, 4),
                new VideoToTensor()));
        FrameSampler sampler = new FrameSampler(Mode.UNIFORM, 1, 1, 5);
        try (ClipLoader loader = new ClipLoader(videos, sampler, chain, ALL_IN_ORDER, recording);
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
            List<Integer> levels = new ArrayList<>();
            for (int row = 0; row < 10; row++) {
                levels.add(level(batch.clips(), row, 0));
            }
            assertThat(levels).containsExactly(0, 1, 2, 3, 4, 10, 11, 12, 13, 14);
            assertThat(sizes).hasSizeGreaterThan(2);
        }
    }

    @Test
    void framesComeAtTheRateAskedFor() {
        // five frames at 25 a second are three at 12.5
        firstBatch(videos, new FrameSampler(Mode.WHOLE, 3, 1, 1, 12.5), new VideoCenterCrop(1, 1), batch -> {
            assertThat(level(batch.clips(), 1, 0)).isEqualTo(10);
            assertThat(level(batch.clips(), 1, 1)).isEqualTo(12);
            assertThat(level(batch.clips(), 1, 2)).isEqualTo(14);
        });
    }

    @Test
    void aWholeVideoMakesAClipOfItsOwnLength() {
        firstBatch(
                videos,
                new FrameSampler(Mode.WHOLE, 64, 1, 1),
                new VideoCenterCrop(1, 1),
                batch -> assertThat(batch.clips().frames()).isEqualTo(9));
    }

    /** Notes the heights that frames are scaled to. */
    private record SizeRecorder(FrameSource.OpenVideo video, Set<Integer> heights) implements PassedOnVideo {
        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            synchronized (heights) {
                heights.add(rows.scaledHeight());
            }
            video.readRows(frames, rows, into);
        }
    }

    /** One call for all frames of all crops: each is decoded and scaled once. */
    @Test
    void rowsOfAVideoWithSeveralCropsAreReadOnce() {
        FakeVideos videos = new FakeVideos(1);
        List<String> reads = new ArrayList<>();
        FrameSource noting = file -> new Noting(videos.open(file), reads);
        TransformChain chain = new TransformChain(List.of(new VideoThreeCrop(2, 2), new VideoToTensor()));
        LoaderSettings settings = new LoaderSettings(1, 1, false, false, 1);
        try (ClipLoader loader =
                        new ClipLoader(videos, new FrameSampler(Mode.WHOLE, 64, 1, 1), chain, settings, noting);
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
            assertThat(batch.clips().clips()).isEqualTo(3);
            assertThat(reads).containsExactly("9 frames, 2 of 4 rows from 1");
        }
    }

    /** Notes what is read. */
    private record Noting(FrameSource.OpenVideo video, List<String> reads) implements PassedOnVideo {
        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            reads.add(frames.length + " frames, " + into.height() + " of " + rows.scaledHeight() + " rows from "
                    + rows.top());
            video.readRows(frames, rows, into);
        }
    }
}

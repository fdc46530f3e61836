package org.i3d4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.ClipView;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

class SeenRowsTest {
    @Test
    void areThoseOfTheCrop() {
        TransformChain chain = new TransformChain(List.of(
                new VideoResize(256, 300, Interpolation.AREA), new VideoRandomCrop(224, 200), new VideoToTensor()));
        List<ClipView> views = chain.views(340, 256, new Random(4));
        SeenRows seen = SeenRows.of(views);
        int top = views.get(0).geometry().top();
        assertThat(top).isPositive();
        assertThat(seen).isEqualTo(new SeenRows(new FrameRows(256, 300, top, Interpolation.AREA), 224));
        assertThat(seen.within(views.get(0)).geometry().top()).isZero();
        assertThat(seen.within(views.get(0)).geometry().left())
                .isEqualTo(views.get(0).geometry().left());
    }

    @Test
    void holdAllCropsOfAPortraitVideo() {
        TransformChain chain = new TransformChain(List.of(
                new VideoShortEdgeResize(64, Interpolation.AREA), new VideoThreeCrop(48, 48), new VideoToTensor()));
        SeenRows seen = SeenRows.of(chain.views(240, 360, new Random(4)));
        assertThat(seen).isEqualTo(new SeenRows(new FrameRows(96, 64, 0, Interpolation.AREA), 96));
    }

    /** One call for all frames of all crops: each is decoded and scaled once. */
    @Test
    void ofAVideoWithSeveralCropsAreReadOnce() {
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

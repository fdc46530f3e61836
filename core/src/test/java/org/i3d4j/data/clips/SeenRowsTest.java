package org.i3d4j.data.clips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.video.transform.frames.ClipView;
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
}

package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DatasetException;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

class SkipLimitTest {
    private static final FrameSampler ONE_FRAME = new FrameSampler(FrameSampler.Mode.AVERAGE, 1, 1, 1);

    private static SkippedVideo skipped(int number) {
        return new SkippedVideo(Path.of("v" + number), "gone");
    }

    private static VideoDataset dataset(int present, int missing) {
        List<VideoSample> samples = new ArrayList<>();
        for (int video = 0; video < present; video++) {
            samples.add(new VideoSample(Path.of("p" + video), 0));
        }
        List<SkippedVideo> gone = new ArrayList<>();
        for (int video = 0; video < missing; video++) {
            gone.add(skipped(video));
        }
        return new ListedDataset(ClassNames.of(List.of("a")), samples, gone, Path.of("list"), "a small set", false);
    }

    @Test
    void countsMissingAndBrokenAgainstAllThatIsListed() {
        VideoDataset dataset = dataset(6, 2);
        assertThatCode(() -> SkipLimit.check(0.25, dataset, List.of())).doesNotThrowAnyException();
        assertThatCode(() -> SkipLimit.check(0.5, dataset, List.of(skipped(7), skipped(8))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SkipLimit.check(0.25, dataset, List.of(skipped(7), skipped(8))))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("4 of 8 listed videos can't be used (2 missing or without label, 2 broken)")
                .hasMessageContaining("of a small set; the first: v0, v1, v7: gone. ");
        assertThatThrownBy(() -> SkipLimit.check(0, dataset, List.of())).isInstanceOf(DatasetException.class);
    }

    @Test
    void anEpochEndsOnceMoreIsBrokenThanAllowed() {
        FakeVideos videos = new FakeVideos(8);
        videos.broken.addAll(List.of(0, 2, 5));
        long before = Pointer.totalBytes();
        LoaderSettings quarter = new LoaderSettings(2, 1, false, false, 0, VideoLimits.DEFAULT, 25, 0.25, 0);
        TransformChain toTensor = new TransformChain(List.of(new VideoToTensor()));
        try (ClipLoader loader = new ClipLoader(videos, ONE_FRAME, toTensor, quarter, videos);
                Epoch epoch = loader.epoch(0, 0)) {
            receive(epoch);
            receive(epoch);
            assertThat(epoch.skipped()).extracting(SkippedVideo::file).containsExactly(Path.of("0"), Path.of("2"));
            assertThatThrownBy(() -> receive(epoch))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith("3 of 8 listed videos can't be used (0 missing or without label, 3 broken)")
                    .hasMessageContaining("max_skipped = 0.25")
                    .hasMessageContaining("0, 2, 5: broken");
        }
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }

    private static void receive(Epoch epoch) {
        try (LabelledBatch batch = epoch.next()) {
            assertThat(batch).isNotNull();
        }
    }
}

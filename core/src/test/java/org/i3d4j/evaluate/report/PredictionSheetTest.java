package org.i3d4j.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.report.picture.ContactSheet.Strip;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionSheetTest {
    @Test
    void videosInTurnOfTheirClassesAreShownFromEachClass(@TempDir Path folder) {
        Path file = folder.resolve("grey.mp4");
        ColorVideos.write(file, 8, 32, frame -> 0x777777);
        List<VideoPrediction> predictions = IntStream.range(0, 16)
                .mapToObj(i -> new VideoPrediction(file, List.of(i % 4), List.of(0.5), List.of(0), List.of(0.5)))
                .toList();

        List<Strip> strips = new PredictionSheet(
                        List.of("left", "right", "up", "down"), FrameSource.ofFiles(VideoLimits.DEFAULT))
                .ofSeveralClasses(predictions, 4)
                .strips();

        assertThat(strips)
                .extracting(Strip::caption)
                .containsExactly("left", "right, taken for left", "up, taken for left", "down, taken for left");
        // Eight frames of 96 pixels, 4 pixels between them.
        assertThat(strips.get(0).frames().getWidth()).isEqualTo(8 * 96 + 7 * 4);
    }
}

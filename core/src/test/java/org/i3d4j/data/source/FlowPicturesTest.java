package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.stored.FolderEntries;
import org.i3d4j.data.stored.FoundVideos;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Optical flow as other tools store it: two series of grey pictures. */
class FlowPicturesTest {
    private static final int FRAMES = FlowByLevels.FRAMES;
    private static final int HEIGHT = FlowByLevels.HEIGHT;
    private static final int WIDTH = FlowByLevels.WIDTH;
    private static final FlowSettings SMALL = new FlowSettings(FlowMethod.DIS, 18, FlowLevels.CENTERED);

    @TempDir
    private Path folder;

    private void pictures(Path series, String prefix, int frames, int channel) throws IOException {
        Files.createDirectories(series);
        for (int frame = 0; frame < frames; frame++) {
            BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    picture.getRaster().setSample(x, y, 0, FlowByLevels.level(frame, y, x, channel));
                }
            }
            File file = series.resolve(String.format("%s%05d.png", prefix, frame + 1))
                    .toFile();
            assertThat(ImageIO.write(picture, "png", file)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"flow_x_, flow_y_", "x_, y_", "u_, v_"})
    void twoSeriesOfPicturesAreFlow(String right, String down) throws IOException {
        pictures(folder, right, FRAMES, 0);
        pictures(folder, down, FRAMES, 1);

        try (OpenVideo open = VideoSource.of(folder).open(VideoLimits.DEFAULT)) {
            FlowByLevels.assertLevels(open);
        }
    }

    @Test
    void twoFoldersOfPicturesAreFlow() throws IOException {
        pictures(folder.resolve("u"), "frame", FRAMES, 0);
        pictures(folder.resolve("v"), "frame", FRAMES, 1);

        try (OpenVideo open = VideoSource.of(folder).open(VideoLimits.DEFAULT)) {
            FlowByLevels.assertLevels(open);
        }
    }

    @Test
    void flowBesideFramesIsReadWhereFlowIsAskedFor() throws IOException {
        pictures(folder, "flow_x_", FRAMES, 0);
        pictures(folder, "flow_y_", FRAMES, 1);
        pictures(folder, "img_", FRAMES + 1, 0);

        try (OpenVideo open = VideoSource.of(folder).open(VideoLimits.DEFAULT)) {
            assertThat(open.channels()).isEqualTo(3);
        }
        try (OpenVideo open = new FlowReading(SMALL, Optional.empty()).open(folder, VideoLimits.DEFAULT, 25)) {
            FlowByLevels.assertLevels(open);
        }
    }

    @Test
    void seriesOfDifferentNumbersAreRefused() throws IOException {
        pictures(folder, "flow_x_", FRAMES, 0);
        pictures(folder, "flow_y_", FRAMES - 1, 1);

        assertThatThrownBy(() -> VideoSource.of(folder).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("5 pictures of horizontal flow")
                .hasMessageContaining("4 of vertical flow");
    }

    /** As TSN's archives have it, with folders of classes between or without. */
    @ParameterizedTest
    @CsvSource({"u, v, VIDEO", "u, v, class/VIDEO", "flow_x, flow_y, VIDEO"})
    void twoTreesOfPicturesAreFlow(String right, String down, String video) throws IOException {
        pictures(folder.resolve(right).resolve(video), "frame", FRAMES, 0);
        pictures(folder.resolve(down).resolve(video), "frame", FRAMES, 1);
        Path named = folder.resolve(right).resolve(video);

        try (OpenVideo open = VideoSource.of(named).open(VideoLimits.DEFAULT)) {
            FlowByLevels.assertLevels(open);
        }
        try (OpenVideo open = new FlowReading(SMALL, Optional.empty()).open(named, VideoLimits.DEFAULT, 25)) {
            FlowByLevels.assertLevels(open);
        }
        FoundVideos found = FoundVideos.in(folder);
        assertThat(found.videos()).containsExactly(named);
        assertThat(found.passedOver()).hasToString("1 file passed over: 1 as the vertical half of optical flow");
    }

    @Test
    void halfOfTwoTreesIsRefused() throws IOException {
        pictures(folder.resolve("u/whole"), "frame", FRAMES, 0);
        pictures(folder.resolve("v/whole"), "frame", FRAMES, 1);
        pictures(folder.resolve("u/half"), "frame", FRAMES, 0);

        assertThatThrownBy(() -> VideoSource.of(folder.resolve("u/half")).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessage(
                        folder.resolve("u/half") + ": holds the horizontal half of optical flow; expected the vertical"
                                + " one in " + folder.resolve("v/half"));
        assertThatThrownBy(() -> VideoSource.of(folder.resolve("v/whole")).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessage(folder.resolve("v/whole") + ": holds the vertical half of optical flow; name "
                        + folder.resolve("u/whole") + ", which stands for both");
    }

    /** Frames below a folder that happens to be called so are frames. */
    @Test
    void oneTreeAloneIsNoFlow() throws IOException {
        pictures(folder.resolve("u/VIDEO"), "frame", FRAMES, 0);

        try (OpenVideo open = VideoSource.of(folder.resolve("u/VIDEO")).open(VideoLimits.DEFAULT)) {
            assertThat(open.channels()).isEqualTo(3);
        }
    }

    /** Classes that are called so. */
    @Test
    void lettersOfAnAlphabetAreNoFlow() throws IOException {
        for (String letter : List.of("t", "u", "v")) {
            pictures(folder.resolve("deep").resolve(letter).resolve("VIDEO"), "frame", FRAMES, 0);
            pictures(folder.resolve("flat").resolve(letter), "frame", FRAMES, 0);
        }

        assertThat(FoundVideos.in(folder).videos()).hasSize(6);
        for (String video : List.of("deep/u/VIDEO", "deep/v/VIDEO", "flat/u")) {
            try (OpenVideo open = VideoSource.of(folder.resolve(video)).open(VideoLimits.DEFAULT)) {
                assertThat(open.channels()).isEqualTo(3);
            }
        }
    }

    /** Not two videos, each of one component. */
    @Test
    void aSearchFindsTwoFoldersOfPicturesAsOneVideo() throws IOException {
        Path video = folder.resolve("VIDEO");
        pictures(video.resolve("u"), "frame", FRAMES, 0);
        pictures(video.resolve("v"), "frame", FRAMES, 1);

        assertThat(FoundVideos.in(folder).videos()).containsExactly(video);
        assertThat(FolderEntries.areFrames(FolderEntries.of(video))).isTrue();
    }
}

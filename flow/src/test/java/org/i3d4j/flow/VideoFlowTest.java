package org.i3d4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.flow.FlowExtraction;
import org.i3d4j.curate.flow.FlowFormat;
import org.i3d4j.curate.flow.FlowItem;
import org.i3d4j.curate.flow.FlowResult;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.writing.VideoWriter;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flow of whole videos: a texture that moves 2 pixels to the right and 1 up from frame to frame. */
class VideoFlowTest {
    private static final int FRAMES = 6;
    private static final int SIDE = 64;
    private static final FlowSettings DIS = new FlowSettings(FlowMethod.DIS, 0, FlowLevels.CENTERED);

    @TempDir
    private Path folder;

    private static int texture(int frame, int y, int x) {
        double atX = x - 2.0 * frame;
        double atY = y + frame;
        return (int) (128 + 50 * Math.sin(atX / 5) + 40 * Math.sin(atY / 4) + 30 * Math.sin((atX + atY) / 3));
    }

    private static VideoSource moving() {
        List<BufferedImage> frames =
                IntStream.range(0, FRAMES).mapToObj(VideoFlowTest::picture).toList();
        return VideoSource.ofImages("moving", frames, 25);
    }

    private static BufferedImage picture(int frame) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                picture.setRGB(x, y, 0x010101 * texture(frame, y, x));
            }
        }
        return picture;
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ByteBuffer rgb = ByteBuffer.allocate(3 * SIDE * SIDE);
        try (VideoWriter writer = VideoWriter.create(file, SIDE, SIDE, 25)) {
            for (int frame = 0; frame < FRAMES; frame++) {
                rgb.clear();
                for (int at = 0; at < SIDE * SIDE; at++) {
                    byte level = (byte) texture(frame, at / SIDE, at % SIDE);
                    rgb.put(level).put(level).put(level);
                }
                writer.write(rgb.flip());
            }
            writer.complete();
        }
        return file;
    }

    /** Mean motion in pixels of a component over the middle of a frame of levels. */
    private static double motion(Clip levels, int frame, int channel) {
        return IntStream.range(SIDE / 4 * SIDE, SIDE * 3 / 4 * SIDE)
                .map(pixel -> levels.frame(frame).get(2 * pixel + channel) & 0xFF)
                .mapToDouble(FlowLevels.CENTERED::pixels)
                .average()
                .orElseThrow();
    }

    @Test
    void flowOfAVideoHasOneFrameLessAndItsMotion() {
        try (OpenVideo flow = moving().flow(DIS).open(VideoLimits.DEFAULT);
                Clip levels = Clip.allocate(FRAMES - 1, SIDE, SIDE, 2)) {
            assertThat(flow.frameCount()).isEqualTo(FRAMES - 1);
            assertThat(flow.channels()).isEqualTo(2);
            assertThat(flow.frameSeconds(1)).isCloseTo(0.04, within(1e-9));
            flow.read(IntStream.range(0, FRAMES - 1).toArray(), levels, Interpolation.BILINEAR);
            for (int frame = 0; frame < FRAMES - 1; frame++) {
                assertThat(motion(levels, frame, 0)).isCloseTo(2, within(0.15));
                assertThat(motion(levels, frame, 1)).isCloseTo(-1, within(0.15));
            }
        }
    }

    @Test
    void framesInAnyOrderHaveTheSameFlow() {
        int[] order = {3, 0, 4, 3, 1};
        try (OpenVideo one = moving().flow(DIS).open(VideoLimits.DEFAULT);
                OpenVideo other = moving().flow(DIS).open(VideoLimits.DEFAULT);
                Clip shuffled = Clip.allocate(order.length, SIDE, SIDE, 2);
                Clip single = Clip.allocate(1, SIDE, SIDE, 2)) {
            one.read(order, shuffled, Interpolation.BILINEAR);
            for (int place = 0; place < order.length; place++) {
                other.read(new int[] {order[place]}, single, Interpolation.BILINEAR);
                assertThat(shuffled.frame(place)).isEqualTo(single.frame(0));
            }
        }
    }

    @Test
    void aStreamHasTheSameFlow() {
        try (OpenVideo open = moving().flow(DIS).open(VideoLimits.DEFAULT);
                FrameStream stream = moving().flow(DIS).stream(VideoLimits.DEFAULT);
                Clip one = Clip.allocate(1, SIDE, SIDE, 2);
                Clip other = Clip.allocate(1, SIDE, SIDE, 2)) {
            int frame = 0;
            while (stream.next()) {
                stream.readRows(FrameRows.whole(one, Interpolation.BILINEAR), one, 0);
                open.read(new int[] {frame}, other, Interpolation.BILINEAR);
                assertThat(one.frame(0)).isEqualTo(other.frame(0));
                frame++;
            }
            assertThat(frame).isEqualTo(FRAMES - 1);
            assertThat(stream.frameRate()).isCloseTo(25, within(1e-6));
        }
    }

    /** Half the size, half the motion. */
    @Test
    void flowIsComputedAtTheWorkingSize() {
        FlowSettings half = new FlowSettings(FlowMethod.DIS, SIDE / 2, FlowLevels.CENTERED);
        try (OpenVideo flow = moving().flow(half).open(VideoLimits.DEFAULT)) {
            assertThat(flow.width()).isEqualTo(SIDE / 2);
            try (Clip levels = Clip.allocate(1, SIDE / 2, SIDE / 2, 2)) {
                flow.read(new int[] {2}, levels, Interpolation.BILINEAR);
                double right = IntStream.range(SIDE / 8 * SIDE / 2, SIDE * 3 / 8 * SIDE / 2)
                        .map(pixel -> levels.frame(0).get(2 * pixel) & 0xFF)
                        .mapToDouble(FlowLevels.CENTERED::pixels)
                        .average()
                        .orElseThrow();
                assertThat(right).isCloseTo(1, within(0.15));
            }
        }
    }

    @Test
    void aSingleFrameHasNone() {
        VideoSource single = VideoSource.ofImages("single", List.of(picture(0)), 25);

        assertThatThrownBy(() -> single.flow(DIS).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessage("single: has a single frame; optical flow is the motion between two");
    }

    private FlowExtraction extraction(FlowSettings settings, FlowFormat format) {
        return new FlowExtraction(
                folder.resolve("flow"),
                VideoOpening.DEFAULT.withFlow(settings),
                format,
                Optional.of(folder.resolve("pictures")),
                new OrderedWork(2, Duration.ofMinutes(1)));
    }

    private List<FlowItem> items(String... names) throws IOException {
        List<FlowItem> items = new ArrayList<>();
        for (String name : names) {
            items.add(new FlowItem(file("videos/" + name), Path.of(name)));
        }
        return items;
    }

    @Test
    void videosOfFlowHaveTheLevelsThatAreComputed() throws IOException {
        List<FlowItem> items = items("a/left.mp4", "b/left.mp4", "b/left.avi.mp4");

        FlowResult result = extraction(DIS, FlowFormat.VIDEO).write(items, done -> {});

        assertThat(result.written()).isEqualTo(3);
        assertThat(result.frames()).isEqualTo(3 * (FRAMES - 1));
        try (OpenVideo stored =
                        VideoSource.of(folder.resolve("flow/a/left.mkv")).open(VideoLimits.DEFAULT);
                OpenVideo computed =
                        VideoSource.of(items.get(0).video()).flow(DIS).open(VideoLimits.DEFAULT);
                Clip one = Clip.allocate(FRAMES - 1, SIDE, SIDE, 2);
                Clip other = Clip.allocate(FRAMES - 1, SIDE, SIDE, 2)) {
            int[] all = IntStream.range(0, FRAMES - 1).toArray();
            stored.read(all, one, Interpolation.BILINEAR);
            computed.read(all, other, Interpolation.BILINEAR);
            for (int frame : all) {
                assertThat(one.frame(frame)).isEqualTo(other.frame(frame));
            }
        }
        try (OpenVideo picture =
                VideoSource.of(folder.resolve("pictures/a/left.mp4.mp4")).open(VideoLimits.DEFAULT)) {
            assertThat(picture.frameCount()).isEqualTo(FRAMES - 1);
        }
    }

    @Test
    void whatIsThereIsKeptAndWhatWasBrokenOffIsMadeAnew() throws IOException {
        List<FlowItem> items = items("a.mp4", "b.mp4");
        extraction(DIS, FlowFormat.VIDEO).write(items, done -> {});
        Path broken = folder.resolve("flow/b.mkv");
        byte[] whole = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        Path leftover = Files.createFile(folder.resolve("flow/.a.mkv.123.part"));

        FlowResult again = extraction(DIS, FlowFormat.VIDEO).write(items, done -> {});

        assertThat(again.kept()).isEqualTo(1);
        assertThat(again.written()).isEqualTo(1);
        assertThat(Files.readAllBytes(broken)).isEqualTo(whole);
        assertThat(leftover).doesNotExist();
    }

    @Test
    void aVideoThatChangedIsComputedAnew() throws IOException {
        List<FlowItem> items = items("a.mp4");
        extraction(DIS, FlowFormat.VIDEO).write(items, done -> {});
        Files.write(items.get(0).video(), new byte[1], StandardOpenOption.APPEND);

        assertThat(extraction(DIS, FlowFormat.VIDEO).write(items, done -> {}).written())
                .isEqualTo(1);
    }

    @Test
    void aFolderHoldsFlowOfOneMaking() throws IOException {
        List<FlowItem> items = items("a.mp4");
        extraction(DIS, FlowFormat.VIDEO).write(items, done -> {});
        FlowSettings other = new FlowSettings(FlowMethod.FARNEBACK, 0, FlowLevels.CENTERED);

        assertThatThrownBy(() -> extraction(other, FlowFormat.VIDEO).write(items, done -> {}))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(
                        "holds flow of DIS, frames as they are, levels centered as .mkv; asked for Farneback");
        assertThatThrownBy(() -> extraction(DIS, FlowFormat.NPY).write(items, done -> {}))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("as .npy");
    }

    @Test
    void arraysAreFloatsAsDeepMindHasThem() throws IOException {
        extraction(DIS, FlowFormat.NPY).write(items("a.mp4"), done -> {});

        TensorData array = NpyFile.read(folder.resolve("flow/a.npy"));

        assertThat(array.info().dataType()).isEqualTo(DataType.F32);
        assertThat(array.info().shape()).containsExactly(FRAMES - 1L, (long) SIDE, (long) SIDE, 2L);
        float[] values = array.toFloatArray();
        double right = IntStream.range(0, values.length / 2)
                .mapToDouble(at -> values[2 * at])
                .average()
                .orElseThrow();
        assertThat(right).isCloseTo(2 / 20.0, within(0.02));
    }

    @Test
    void brokenVideosAreLeftOutAndTheOthersWritten() throws IOException {
        List<FlowItem> items = new ArrayList<>(items("a.mp4"));
        Path broken = Files.write(folder.resolve("videos/broken.mp4"), new byte[100]);
        items.add(0, new FlowItem(broken, Path.of("broken.mp4")));

        FlowResult result = extraction(DIS, FlowFormat.VIDEO).write(items, done -> {});

        assertThat(result.written()).isEqualTo(1);
        assertThat(result.failed()).hasSize(1);
        assertThat(result.failed().get(0).video().file()).isEqualTo(broken);
        assertThat(folder.resolve("flow/broken.mkv")).doesNotExist();
    }

    @Test
    void twoVideosOfOnePlaceAreRefused() throws IOException {
        Path one = file("one/a.mp4");
        Path other = file("other/a.mp4");
        List<FlowItem> items = List.of(new FlowItem(one, Path.of("a.mp4")), new FlowItem(other, Path.of("a.mp4")));

        assertThatThrownBy(() -> extraction(DIS, FlowFormat.VIDEO).write(items, done -> {}))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("would be the flow of both");
    }
}

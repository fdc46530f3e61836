package org.i3d4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
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
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flow of whole videos, into a folder. */
class FlowExtractionTest {
    private static final int FRAMES = MovingTexture.FRAMES;
    private static final int SIDE = MovingTexture.SIDE;
    private static final FlowSettings DIS = new FlowSettings(FlowMethod.DIS, 0, FlowLevels.CENTERED);

    @TempDir
    private Path folder;

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
            items.add(new FlowItem(MovingTexture.write(folder.resolve("videos").resolve(name)), Path.of(name)));
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
        Path one = MovingTexture.write(folder.resolve("one/a.mp4"));
        Path other = MovingTexture.write(folder.resolve("other/a.mp4"));
        List<FlowItem> items = List.of(new FlowItem(one, Path.of("a.mp4")), new FlowItem(other, Path.of("a.mp4")));

        assertThatThrownBy(() -> extraction(DIS, FlowFormat.VIDEO).write(items, done -> {}))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("would be made of both " + one + " and " + other);
    }
}

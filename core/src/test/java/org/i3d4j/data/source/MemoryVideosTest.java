package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryVideosTest {
    private static final int SIDE = 24;

    private static byte[] pixels(Clip clip) {
        byte[] pixels = new byte[clip.frames() * clip.frameBytes()];
        for (int frame = 0; frame < clip.frames(); frame++) {
            clip.frame(frame).get(pixels, frame * clip.frameBytes(), clip.frameBytes());
        }
        return pixels;
    }

    /** Each third frame from the last to the first. */
    private static byte[] byIndex(VideoSource source) {
        return byIndex(source, VideoLimits.DEFAULT);
    }

    private static byte[] byIndex(VideoSource source, VideoLimits limits) {
        try (OpenVideo video = source.open(limits)) {
            int[] frames = IntStream.iterate(video.frameCount() - 1, frame -> frame >= 0, frame -> frame - 3)
                    .toArray();
            try (Clip clip = Clip.allocate(frames.length, SIDE, SIDE)) {
                video.read(frames, clip, Interpolation.AREA);
                return pixels(clip);
            }
        }
    }

    private static List<byte[]> inOrder(VideoSource source) {
        List<byte[]> frames = new ArrayList<>();
        try (FrameStream stream = source.stream(VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(1, SIDE, SIDE)) {
            while (stream.next()) {
                stream.readRows(FrameRows.whole(clip, Interpolation.AREA), clip, 0);
                frames.add(pixels(clip));
            }
        }
        return frames;
    }

    /** With the index in front and at the end, in pieces, with odd timestamps, cut off. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "counter_gop60_b3.mp4",
                "counter_long_gop_b8.mp4",
                "edit_list_nonkey_start.mp4",
                "vfr_gap.mp4",
                "trunc_faststart.mp4",
                "one_frame.mp4"
            })
    void aFileInMemoryHasTheFramesOfTheFile(String name) throws IOException {
        Path file = MediaCorpus.made(name);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer within = ByteBuffer.allocateDirect(bytes.length + 20);
        within.position(7).put(bytes).flip().position(7);

        byte[] expected = byIndex(VideoSource.of(file));

        assertThat(byIndex(VideoSource.of("upload", bytes))).isEqualTo(expected);
        assertThat(byIndex(VideoSource.of("upload", within))).isEqualTo(expected);
        assertThat(byIndex(VideoSource.of("upload", (InputStream) new ByteArrayInputStream(bytes))))
                .isEqualTo(expected);
        assertThat(inOrder(VideoSource.of("upload", bytes))).containsExactlyElementsOf(inOrder(VideoSource.of(file)));
        assertThat(within.position()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text_renamed.mp4", "audio_only.mp4", "hls_http_renamed.mp4", "concat_neighbour.mp4"})
    void whatIsNoVideoIsNamed(String name) throws IOException {
        VideoSource source = VideoSource.of("upload 17", Files.readAllBytes(MediaCorpus.made(name)));

        assertThatThrownBy(() -> source.open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith("upload 17: ");
        assertThatThrownBy(() -> source.stream(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith("upload 17: ");
    }

    @Test
    void nothingAtAllIsNamed() {
        assertThatThrownBy(() -> VideoSource.of("upload", new byte[0]).open(VideoLimits.DEFAULT))
                .hasMessage("upload: is empty");
    }

    /** Whatever ends early, FFmpeg asks for bytes beyond the end, and gets none. */
    @Test
    void everyBeginningOfAFileIsReadOrRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(MediaCorpus.made("trunc_faststart.mp4"));
        for (int length = 1; length < bytes.length; length += bytes.length / 40) {
            VideoSource source = VideoSource.of("upload", Arrays.copyOf(bytes, length));
            try {
                assertThat(byIndex(source)).isNotEmpty();
            } catch (VideoException e) {
                assertThat(e).hasMessageStartingWith("upload: ");
            }
        }
    }

    @Test
    void memoryIsGivenBack() throws IOException {
        byte[] bytes = Files.readAllBytes(MediaCorpus.made("counter_gop60_b3.mp4"));
        byIndex(VideoSource.of("upload", bytes));
        long before = Pointer.totalCount();
        for (int i = 0; i < 20; i++) {
            byIndex(VideoSource.of("upload", bytes));
            assertThatThrownBy(() -> VideoSource.of("upload", new byte[100]).open(VideoLimits.DEFAULT))
                    .isInstanceOf(VideoException.class);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    /** What FFmpeg allocates is no pointer of ours: 64 KiB for each open that were not given back would be 375 MiB. */
    @Test
    void ffmpegsMemoryIsGivenBack() {
        VideoSource nothing = VideoSource.of("upload", new byte[100]);
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 6_000; i++) {
            assertThatThrownBy(() -> nothing.open(VideoLimits.DEFAULT)).isInstanceOf(VideoException.class);
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
    }

    @Test
    void severalThreadsMayOpenOneSource() throws Exception {
        VideoSource source = VideoSource.of("upload", Files.readAllBytes(MediaCorpus.made("counter_gop60_b3.mp4")));
        byte[] expected = byIndex(source);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<byte[]>> read = IntStream.range(0, 16)
                .mapToObj(i -> threads.submit(() -> byIndex(source)))
                .toList();
        for (Future<byte[]> one : read) {
            assertThat(one.get()).isEqualTo(expected);
        }
        threads.shutdown();
    }

    /** Packets that are not kept are read again, which seeks. */
    @Test
    void packetsAreReadAgainFromMemory() throws IOException {
        Path file = MediaCorpus.made("counter_gop60_b3.mp4");
        VideoLimits keepingNone = new VideoLimits(VideoLimits.DEFAULT.maxPixels(), 0);
        VideoSource source = VideoSource.of("upload", Files.readAllBytes(file));

        assertThat(byIndex(source, keepingNone)).isEqualTo(byIndex(VideoSource.of(file)));
    }

    /** As FFmpeg decodes grey files; Java takes such pictures for linear light. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greyStaysAsItIsStored(int type) {
        BufferedImage grey = new BufferedImage(SIDE, SIDE, type);
        int one = type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 257;
        for (int i = 0; i < SIDE * SIDE; i++) {
            grey.getRaster().setSample(i % SIDE, i / SIDE, 0, i % 256 * one);
        }

        byte[] read = byIndex(VideoSource.ofImages("grey", List.of(grey), 25));

        for (int i = 0; i < SIDE * SIDE; i++) {
            assertThat(new byte[] {read[3 * i], read[3 * i + 1], read[3 * i + 2]})
                    .containsOnly((byte) (i % 256));
        }
    }

    @Test
    void picturesAndBytesAreFramesOfAVideo() {
        List<BufferedImage> pictures = new ArrayList<>();
        List<ByteBuffer> rows = new ArrayList<>();
        int rowBytes = 5 * 3 + 2;
        for (int frame = 0; frame < 3; frame++) {
            BufferedImage picture = new BufferedImage(5, 4, BufferedImage.TYPE_INT_ARGB);
            ByteBuffer bytes = ByteBuffer.allocate(4 * rowBytes);
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 5; x++) {
                    int rgb = 0x010305 * (frame * 20 + y * 5 + x);
                    picture.setRGB(x, y, 0xff000000 | rgb);
                    bytes.put(y * rowBytes + 3 * x, (byte) (rgb >> 16))
                            .put(y * rowBytes + 3 * x + 1, (byte) (rgb >> 8))
                            .put(y * rowBytes + 3 * x + 2, (byte) rgb);
                }
            }
            pictures.add(picture);
            rows.add(bytes);
        }

        VideoSource ofPictures = VideoSource.ofImages("screen", pictures, 10);
        VideoSource ofBytes = VideoSource.ofRgb("screen", rows, 5, 4, rowBytes, 10);

        try (OpenVideo video = ofBytes.open(VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(3, 4, 5)) {
            assertThat(List.of(video.frameCount(), video.width(), video.height()))
                    .containsExactly(3, 5, 4);
            assertThat(video.frameSeconds(2)).isEqualTo(0.2);
            video.read(new int[] {0, 1, 2}, clip, Interpolation.AREA);
            byte[] read = pixels(clip);
            for (int i = 0; i < 60; i++) {
                int rgb = 0x010305 * i;
                assertThat(new int[] {read[3 * i] & 0xff, read[3 * i + 1] & 0xff, read[3 * i + 2] & 0xff})
                        .containsExactly(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
            }
        }
        assertThat(byIndex(ofPictures)).isEqualTo(byIndex(ofBytes));
        assertThat(inOrder(ofPictures))
                .containsExactlyElementsOf(inOrder(ofBytes))
                .hasSize(3);
    }

    @Test
    void framesThatMakeNoVideoAreRefused() {
        BufferedImage small = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        BufferedImage large = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        assertThatThrownBy(() -> VideoSource.ofImages("screen", List.of(), 25)).hasMessage("screen: has no frames");
        assertThatThrownBy(() -> VideoSource.ofImages("screen", List.of(small, large), 25))
                .hasMessage("screen: frame 1 is of 5x4; expected 4x4 like the first");
        assertThatThrownBy(() -> VideoSource.ofImages("screen", List.of(small), 0))
                .hasMessage("screen: 0.0 frames per second; expected more than 0");
        assertThatThrownBy(() -> VideoSource.ofRgb("screen", List.of(ByteBuffer.allocate(47)), 4, 4, 12, 25))
                .hasMessageContainingAll("frame 0 has 47 bytes", "at least 48");
        assertThatThrownBy(() -> VideoSource.ofRgb("screen", List.of(ByteBuffer.allocate(48)), 4, 4, 11, 25))
                .hasMessageContaining("rows of 11 bytes");
        VideoSource tall = VideoSource.ofImages("screen", List.of(large), 25);
        assertThatThrownBy(() -> tall.open(VideoLimits.DEFAULT.withMaxPixels(19)))
                .hasMessage("screen: frames of 5x4, 20 pixels; the limit is 19");
    }
}

package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ProbeCommandTest {
    /** Of the media manifest in core's tests: MD5 of the first frame of five_frames.mp4. */
    private static final String FIRST_MD5 = "d78055518df1f3179b4294c9c2f111c8";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path video = Path.of("");
    private Path text = Path.of("");

    @BeforeEach
    void copyMedia() throws IOException {
        video = copy("five_frames.mp4");
        text = copy("text_renamed.mp4");
    }

    private Path copy(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream media = ProbeCommandTest.class.getResourceAsStream("/media/made/" + name)) {
            Files.copy(Objects.requireNonNull(media), file);
        }
        return file;
    }

    private int run(Object... arguments) {
        String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return new CommandLine(new ProbeCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
    }

    private List<JsonNode> objects() {
        return out.toString().lines().map(new ObjectMapper()::readTree).toList();
    }

    @Test
    void framesAboveTheLimitAreRefusedNamingBothSizes() {
        assertThat(run("--max-pixels", "76799", video)).isEqualTo(4);
        assertThat(err.toString()).contains(video.toString(), "320x240", "76799");
        assertThat(run("--max-pixels", "76800", video)).isZero();
    }

    @Test
    void describesAVideoInWords() {
        assertThat(run(video)).isZero();
        assertThat(out.toString())
                .contains(video.toString(), "h264, yuv420p", "320x240", "30.000 frames/s", "frames      5", "0.167 s");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void describesAVideoAsJson() {
        assertThat(run("--json", video)).isZero();
        JsonNode object = objects().get(0);
        assertThat(object.path("file").asString()).isEqualTo(video.toString());
        assertThat(object.path("container").asString()).isEqualTo("mov,mp4,m4a,3gp,3g2,mj2");
        assertThat(object.path("codec").asString()).isEqualTo("h264");
        assertThat(object.path("pixel_format").asString()).isEqualTo("yuv420p");
        assertThat(object.path("width").asInt()).isEqualTo(320);
        assertThat(object.path("height").asInt()).isEqualTo(240);
        assertThat(object.path("rotation").asInt(-1)).isZero();
        assertThat(object.path("frame_rate").asDouble()).isEqualTo(30);
        assertThat(object.path("frame_count").asInt()).isEqualTo(5);
        assertThat(object.path("key_frames").valueStream().map(JsonNode::asInt)).containsExactly(0);
        assertThat(object.path("duration").asDouble()).isBetween(0.1666, 0.1667);
        assertThat(object.has("frames")).isFalse();
    }

    @Test
    void showsTheFramesAskedForInThatOrder() {
        assertThat(run("--json", "--frames", "4,0", video)).isZero();
        JsonNode frames = objects().get(0).path("frames");
        assertThat(frames.valueStream().map(frame -> frame.path("frame").asInt()))
                .containsExactly(4, 0);
        assertThat(frames.path(1).path("md5").asString()).isEqualTo(FIRST_MD5);
        double[] mean = {126.31, 121.58, 126.24};
        for (int channel = 0; channel < 3; channel++) {
            assertThat(frames.path(1).path("mean_rgb").path(channel).asDouble())
                    .isBetween(mean[channel] - 1.5, mean[channel] + 1.5);
        }
    }

    @Test
    void showsAllFrames() {
        assertThat(run("--frames", "all", video)).isZero();
        assertThat(out.toString())
                .contains("frame 0     " + FIRST_MD5, "frame 4 ")
                .doesNotContain("frame 5 ");
    }

    @Test
    void goesOnAfterABadFile() {
        assertThat(run("--json", text, video)).isEqualTo(1);
        List<JsonNode> objects = objects();
        assertThat(objects).hasSize(2);
        assertThat(objects.get(0).path("file").asString()).isEqualTo(text.toString());
        assertThat(objects.get(0).path("error").asString()).contains(text.toString(), "can't be read as video");
        assertThat(objects.get(1).path("frame_count").asInt()).isEqualTo(5);
        assertThat(err.toString()).hasLineCount(1).contains(text.toString());
    }

    @Test
    void saysWhichFrameIsMissing() {
        assertThat(run("--frames", "0,5", video)).isEqualTo(4);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("frame 5 asked for; there are 5");
    }

    @Test
    void explainsHowToNameFrames() {
        assertThat(run("--frames", "0,x", video)).isEqualTo(2);
        assertThat(err.toString()).contains("'x' is no frame number");
    }

    @Test
    void takesFileNamesWithALeadingDash() throws IOException {
        Path dashed = Files.move(video, folder.resolve("-v.mp4"));
        assertThat(run("--json", "--", dashed)).isZero();
        assertThat(objects().get(0).path("frame_count").asInt()).isEqualTo(5);
    }
}

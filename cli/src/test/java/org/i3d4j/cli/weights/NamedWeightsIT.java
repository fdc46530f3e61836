package org.i3d4j.cli.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published weights by their names, in processes with a cache and a mirror of their own. */
class NamedWeightsIT {
    @TempDir
    private Path folder;

    private Path mirror;
    private Path cache;

    @BeforeEach
    void makeMirror() throws IOException {
        mirror = Files.createDirectories(folder.resolve("mirror"));
        cache = folder.resolve("cache");
    }

    private CommandRun run(Object... arguments) throws IOException, InterruptedException {
        return CommandProcess.after("export I3D_CACHE='" + cache + "' I3D_WEIGHTS_URL='" + mirror + "'")
                .run(folder, arguments);
    }

    private static Path in(Path folder) throws IOException {
        Path file = folder.resolve("rgb_charades").resolve("rgb_charades.pt");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return file;
    }

    private static JsonNode top(CommandRun predicted) {
        return JsonMapper.shared().readTree(predicted.succeeds().out()).get("top");
    }

    @Test
    void aNameIsTheFileInTheCache() throws IOException, InterruptedException {
        Path tiny = folder.resolve("tiny.safetensors");
        TinyModel.write(tiny);
        CommandRun.of("convert", "--no-verify", tiny, in(cache.resolve("weights")))
                .succeeds();
        Path video = TinyModel.video("counter_gop60_b3.mp4", folder.resolve("good.mp4"));

        CommandRun named = run("predict", "--offline", "--checkpoint", "rgb_charades", "--json", video);

        assertThat(top(named)).isEqualTo(top(CommandRun.predict(in(cache.resolve("weights")), "--json", video)));
        assertThat(run("weights").succeeds().out()).containsPattern("(?m)^rgb_charades .* yes ");
    }

    @Test
    void whatTheMirrorHasInsteadIsRefusedAndNotKept() throws IOException, InterruptedException {
        Files.writeString(in(mirror), "version https://git-lfs.github.com/spec/v1\n");

        run("info", "rgb_charades")
                .failsWith(5, "gave a Git LFS pointer", "expected models/rgb_charades.pt", "It was not kept");
        run("info", "flow_charades").failsWith(5, "flow_charades: there is no ");
        try (Stream<Path> left = Files.walk(cache)) {
            assertThat(left.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".lock"));
        }
    }
}

package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Processes of one machine compute layers alike: by what one of them measured, or by rule. */
class ChosenLayersIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void runsHere() {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
    }

    private Path file() {
        return folder.resolve("cache/layer-times.json");
    }

    private Process start(Path home, String... options) throws IOException {
        Files.createDirectories(home);
        Object[] arguments = Stream.concat(
                        Stream.of(
                                "bench",
                                "forward",
                                "--engine",
                                "onednn",
                                "--shape",
                                "1,3,8,128,128",
                                "--runs",
                                "1",
                                "--warmup",
                                "0",
                                "--no-peak",
                                "--json"),
                        Stream.of(options))
                .toArray();
        return CommandProcess.after("export I3D_CACHE='" + folder.resolve("cache") + "'")
                .start(home, arguments);
    }

    /** The layers that were not left to the rule, as they are on a busy machine: way and times of each by name. */
    private static Map<String, String> chosen(Process process, Path home, String source)
            throws IOException, InterruptedException {
        String out = CommandProcess.end(process, home).succeeds().out();
        JsonNode layers = JsonMapper.shared().readTree(out).get("chosen");
        assertThat(layers).isNotEmpty();
        Map<String, String> chosen = new TreeMap<>();
        for (JsonNode layer : layers) {
            if (!layer.get("source").stringValue().equals("rule")) {
                assertThat(layer.get("source").stringValue()).matches(source);
                chosen.put(layer.get("layer").stringValue(), layer.get("way") + " " + layer.get("milliseconds"));
            }
        }
        return chosen;
    }

    @Test
    void twoAtOnceChooseAlikeAndTheirChoiceIsKept() throws IOException, InterruptedException {
        List<Path> homes = List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
        Process one = start(homes.get(0));
        Process other = start(homes.get(1));
        Map<String, String> first = chosen(one, homes.get(0), "measured|kept");
        Map<String, String> second = chosen(other, homes.get(1), "measured|kept");
        Map<String, String> third = chosen(start(homes.get(2)), homes.get(2), "measured|kept");

        first.forEach((layer, choice) ->
                assertThat(second.getOrDefault(layer, choice)).isEqualTo(choice));
        assertThat(third).containsAllEntriesOf(first).containsAllEntriesOf(second);
        assertThat(file()).exists();
    }

    @Test
    void deterministicMeasuresReadsAndKeepsNothing() throws IOException, InterruptedException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "not what it should be");

        CommandRun run = CommandProcess.end(start(folder.resolve("a"), "--deterministic"), folder.resolve("a"))
                .succeeds();

        assertThat(JsonMapper.shared().readTree(run.out()).get("chosen").findValuesAsString("source"))
                .isNotEmpty()
                .containsOnly("rule");
        assertThat(run.err()).doesNotContain("layer-times");
        assertThat(file()).hasContent("not what it should be");

        assertThat(CommandProcess.end(start(folder.resolve("b")), folder.resolve("b"))
                        .succeeds()
                        .err())
                .containsOnlyOnce("warning: " + file() + ": is damaged");
        assertThat(file()).content().startsWith("{").doesNotContain("not what");
    }

    /** One that was stopped in the middle may never end. */
    @Test
    void whoHasTheFileIsNotWaitedForForEver() throws IOException, InterruptedException {
        Files.createDirectories(file().getParent());
        Path lock = file().resolveSibling(".layer-times.json.lock");
        Path home = folder.resolve("a");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();

            CommandRun run = CommandProcess.end(start(home), home).succeeds();

            assertThat(JsonMapper.shared().readTree(run.out()).get("chosen").findValuesAsString("source"))
                    .isNotEmpty()
                    .containsOnly("rule");
            assertThat(run.err()).containsOnlyOnce("waiting for another process, which has " + lock);
        }
        assertThat(file()).doesNotExist();
    }
}

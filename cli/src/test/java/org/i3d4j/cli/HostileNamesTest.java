package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names that would colour a terminal, ring its bell and forge lines, wherever a command takes them from. */
class HostileNamesTest {
    private static final String HOSTILE = "a\u001b[31m\u0007b\ni3d: all is well\r\u202e";
    private static final String SHOWN = "a\\x1b[31m\\x07b\\ni3d: all is well\\r\\u202e";

    @TempDir
    private static Path folder;

    private static GoodInput good;
    private static Path video;

    @BeforeAll
    static void write() throws IOException {
        good = GoodInput.write(folder);
        assumeThat(folder.getFileSystem().getSeparator())
                .as("Windows has no such names")
                .isEqualTo("/");
        video = folder.resolve(HOSTILE + ".mp4");
        Files.copy(good.video(), video);
    }

    private static void isClean(CommandRun run) {
        assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u0007", "\r", "\u202e", "\ni3d: all is well");
    }

    @Test
    void tensors() {
        Path file = folder.resolve("hostile.safetensors");
        SafetensorsWriter.write(file, Map.of(), Map.of(HOSTILE, TensorData.of(new float[3], 3)));

        CommandRun info = CommandRun.of("info", file);
        CommandRun predict = CommandRun.of("predict", "--checkpoint", file, good.video());

        assertThat(info.out() + info.err()).contains(SHOWN);
        isClean(info);
        isClean(predict);
    }

    @Test
    void classesInTextAndInJson() throws IOException {
        Path names = folder.resolve("names.txt");
        Files.write(names, List.of("\u001b]0;title\u0007", "right"));
        Object[] command = {"predict", "--checkpoint", good.checkpoint(), "--labels", names, video};

        CommandRun text = CommandRun.of(command).succeeds();
        assertThat(text.out()).contains("\\x1b]0;title\\x07", SHOWN);
        isClean(text);

        Object[] asJson = {"predict", "--json", "--checkpoint", good.checkpoint(), "--labels", names, video};
        CommandRun json = CommandRun.of(asJson).succeeds();
        isClean(json);
        JsonNode line = JsonMapper.shared().readTree(json.out());
        assertThat(line.toString()).contains(JsonMapper.shared().writeValueAsString("\u001b]0;title\u0007"));
        assertThat(line.findValuesAsString("file")).containsExactly(video.toString());
    }

    @Test
    void filesThatAreThereAndFilesThatAreNot() {
        CommandRun there = CommandRun.of("probe", video).succeeds();
        assertThat(there.out()).contains(SHOWN);
        isClean(there);

        CommandRun missing = CommandRun.of("probe", folder.resolve(HOSTILE)).failsWith(4, SHOWN + ": no such file");
        assertThat(missing.err().lines()).hasSize(1);
        isClean(missing);
    }

    @Test
    void entriesOfListsAndWordsOfTheCommandLine() throws IOException {
        Path data = Files.createDirectory(folder.resolve("list"));
        Files.writeString(data.resolve("train.txt"), "a\u001b[31m\u0007\u202e.mp4 0\n");
        String[] set = {"--set", "data_loader.train.dataset.type=FileList"};
        CommandRun list = CommandRun.of(
                "train", "--config", good.config(), "--dataset", data, set[0], set[1], "--set", "train.val_epochs=0");

        assertThat(list.exitCode()).isEqualTo(4);
        assertThat(list.err()).contains("a\\x1b[31m\\x07\\u202e.mp4");
        isClean(list);
        CommandRun option = CommandRun.of("info", "--" + HOSTILE);
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).contains(SHOWN);
        isClean(option);
    }
}

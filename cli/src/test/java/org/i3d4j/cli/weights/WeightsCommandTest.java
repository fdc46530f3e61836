package org.i3d4j.cli.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.i3d4j.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WeightsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void listsWhatThereIsWithWhatItsAuthorsSay() {
        CommandRun run = CommandRun.of("weights").succeeds();

        assertThat(run.lines().get(0)).startsWith("name ");
        assertThat(run.out())
                .containsPattern(
                        "(?m)^rgb_imagenet +rgb +400 Kinetics-400 +71.1, 89.3 % +51 MB +Apache-2.0 .*google-deepmind")
                .containsPattern("(?m)^rgb_scratch_kin600 +rgb +600 Kinetics-600 +- +103 MB ")
                .containsPattern("(?m)^hassony2_flow +flow +400 .* MIT ");
    }

    @Test
    void printsOneJsonObjectALine() {
        List<JsonNode> weights = CommandRun.of("weights", "--json").succeeds().lines().stream()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(weights).hasSize(12);
        assertThat(weights.get(1).get("name").stringValue()).isEqualTo("flow_imagenet");
        assertThat(weights.get(1).get("top1_percent").doubleValue()).isEqualTo(63.4);
        assertThat(weights.get(1).get("files").size()).isEqualTo(2);
    }

    @Test
    void whatIsThereAndIsAnotherFileIsNoPublishedOne() throws IOException {
        Path file = folder.resolve("flow_charades").resolve("flow_charades.pt");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "known by its name");

        CommandRun.of("weights", "get", "flow_charades", "--to", folder)
                .failsWith(5, file + ": is not the published file; delete it, and it is fetched anew");
    }

    @Test
    void offlineItFetchesNothing() {
        CommandRun.of("weights", "get", "rgb_charades", "--to", folder, "--offline")
                .failsWith(5, "rgb_charades: is not all in ", "fetch it with i3d weights get, without --offline");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNameThatIsNoneIsWrongUsageAndSaysWhatWasMeant() {
        CommandRun.of("weights", "get", "rgb_imagnet").failsWith(2, "'rgb_imagnet'; did you mean 'rgb_imagenet'?");
        CommandRun.of("weights", "get", "resnet50").failsWith(2, "'resnet50'; 'i3d weights' lists them");
        CommandRun.of("weights", "get").failsWith(2, "NAME");
        CommandRun.of("verify", "--published", "resnet50").failsWith(2, "--published: ", "'resnet50'");
        CommandRun.of("verify", "--published", "rgb_charades").failsWith(2, "nothing is published that rgb_charades");
        CommandRun.of("verify").failsWith(2, "name one checkpoint");
    }

    @Test
    void aCheckpointThatIsMisspeltIsAskedAbout() {
        CommandRun.of("info", "rgb_imagnet").failsWith(5, "rgb_imagnet: no such file", "did you mean 'rgb_imagenet'?");
    }
}

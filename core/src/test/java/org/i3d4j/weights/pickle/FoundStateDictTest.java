package org.i3d4j.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.weights.pickle.TorchFiles.floatTensor;

import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundStateDictTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"state_dict, net", "model_ema, shadow", "student, backbone", "weights, net"})
    void tensorsInDictsHaveTheirKeysInFront(String outer, String inner) {
        Path file = folder.resolve("nested.pt");
        String pickle =
                "}" + text(outer) + "}" + text(inner) + "}" + text("module.x") + floatTensor(1, 0, "1", "1") + "sss.";
        TorchFiles.writeZip(file, pickle, Map.of("data/0", new byte[4]));
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).containsOnlyKeys(outer + "." + inner + ".module.x");
        }
    }

    /** An optimizer numbers the parameters it knows. */
    @Test
    void dictsWithNumbersForKeysAreLeftAlone() {
        Path file = folder.resolve("training.pt");
        String tensor = floatTensor(1, 0, "1", "1");
        String optimizer = "}K\u0000}" + text("momentum") + tensor + "ss";
        TorchFiles.writeZip(
                file,
                "}" + text("x") + tensor + "s" + text("optimizer") + "}" + text("state") + optimizer + "ss.",
                Map.of("data/0", new byte[4]));
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).containsOnlyKeys("x");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "}.; found an empty dict",
                "}U\u0005epochK\u0007s.; found 'epoch' (int)",
                "}q\u0000U\u0005modelh\u0000s.; found 'model' (dict)",
                "].; holds a list"
            })
    void namesWhatIsThereInsteadOfTensors(String pickle, String message) {
        Path file = folder.resolve("none.pt");
        TorchFiles.writeZip(file, pickle, Map.of());
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    private static String text(String text) {
        return "U" + (char) text.length() + text;
    }
}

package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.torch.TorchRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are not there, and work that does not fit into the memory of this one. */
class BadDeviceTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
        TorchRuntime.load();
    }

    private CommandRun run(String line) {
        return good.run(line, Map.of("OUT", folder.resolve("out"), "MISSING", folder.resolve("missing")));
    }

    /** Before anything is read: the data sets and checkpoints named are not there either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG --dataset MISSING --set train.ckpt_path=OUT",
                "eval --config CONFIG --dataset MISSING --checkpoint MISSING",
                "predict --checkpoint MISSING VIDEO"
            })
    void aDeviceThatIsNotThereIsToldFirst(String line) {
        run(line + " --device toaster").failsWith(7, "unknown device 'toaster'", "cpu, cuda or cuda:N");
        run(line + " --device cuda:99").failsWith(7, "'cuda:99'", "CUDA device");
        assumeThat(torch.hasCUDA()).isFalse();
        run(line + " --device cuda").failsWith(7, "'cuda'", "no usable CUDA device", "--device cpu");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT"
                        + " --set data_loader.train.dataset.batch_size=65536 --set data_loader.train.dataset.seq=65536"
                        + " --set data_loader.train.map.operations=[LARGE]",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --set data_loader.eval.dataset.batch_size=65536"
                        + " --set data_loader.eval.dataset.seq=65536 --set data_loader.eval.map.operations=[LARGE]"
            })
    void aBatchFarBeyondTheMachineSaysWhatItTakesAndWhatToLower(String line) {
        String large = "{\"type\":\"VideoResize\",\"size\":[4096,4096]},{\"type\":\"VideoToTensor\"}";

        run(line.replace("LARGE", large))
                .failsWith(7, "out of memory: a clip of 65536x4096x4096x3 bytes", " GiB", "batch_size", "seq", "crop");
    }
}

package org.i3d4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.LongTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes with too little memory: on Java's heap, or in all. */
@LongTest
public class OutOfMemoryIT {
    /** What libtorch and Java take to start, whatever the number of processors, and some more. */
    private static final String FOUR_GIB_IN_ALL = "ulimit -v 4194304; export MALLOC_ARENA_MAX=1 OMP_NUM_THREADS=1";

    public static final String SMALL_JAVA = "-Xmx128m -XX:ReservedCodeCacheSize=64m -XX:CompressedClassSpaceSize=64m";

    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    private Object[] arguments(String line) {
        return good.arguments(line, Map.of("OUT", folder.resolve("out-folder")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT",
                "predict --checkpoint CKPT VIDEO",
                "info CKPT"
            })
    void aHeapThatIsTooSmallSaysHowMuchItIsAndHowToRaiseIt(String line) throws IOException, InterruptedException {
        CommandProcess.after("", "-Xmx10m")
                .run(folder, arguments(line))
                .failsWith(7, "i3d: out of memory: ", " MiB it may take now", "I3D_JAVA_OPTS=-Xmx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT"
                        + " --set data_loader.train.dataset.seq=16 --set data_loader.train.map.operations=[LARGE]",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT"
                        + " --set data_loader.eval.dataset.seq=64 --set data_loader.eval.map.operations=[LARGE]"
            })
    void whatLibtorchCantAllocateSaysWhatItWasAndWhatToLower(String line) throws IOException, InterruptedException {
        String large = "{\"type\":\"VideoResize\",\"size\":[1024,1024]},{\"type\":\"VideoToTensor\"}";

        CommandProcess.after(FOUR_GIB_IN_ALL, SMALL_JAVA.split(" ", -1))
                .run(folder, arguments(line.replace("LARGE", large)))
                .failsWith(7, "out of memory: ", "batch_size", "seq", "crop");
    }
}

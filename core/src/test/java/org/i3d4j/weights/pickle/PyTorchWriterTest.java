package org.i3d4j.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.i3d4j.error.OutputException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchWriterTest {
    /** Loads a file as a user would and prints what it holds. */
    private static final String LOAD = """
            import sys, torch
            for name, t in torch.load(sys.argv[1], weights_only=True).items():
                print(name, t.dtype, list(t.shape), list(t.stride()), t.double().sum().item())
            """;

    @TempDir
    private Path folder;

    private static Map<String, TensorData> someTensors() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("b.weight", TensorData.of(new float[] {1, -2, 3, 4, 5, 6}, 2, 3));
        tensors.put("a \"quoted\" ü", new TensorData(DataType.U8, List.of(3L), ByteBuffer.wrap(new byte[] {1, 2, 3})));
        tensors.put("nothing", TensorData.of(new float[0], 0, 3));
        tensors.put("scalar", TensorData.of(new float[] {7}));
        tensors.put("long", TensorData.of(new float[70_000], 70_000, 1));
        for (DataType type : DataType.values()) {
            tensors.put(type.name(), new TensorData(type, List.of(2L), ByteBuffer.allocate(2 * type.bytes())));
        }
        return tensors;
    }

    @Test
    void readsBackWhatWasWritten() {
        Path file = folder.resolve("m.pt");
        PyTorchWriter.write(file, Map.of("classes", "left\nright"), someTensors());
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.readAll(name -> true).asMap()).isEqualTo(someTensors());
            assertThat(weights.tensors().keySet())
                    .containsExactlyElementsOf(someTensors().keySet());
            assertThat(weights.metadata())
                    .isEqualTo(Map.of(
                            "classes", "left\nright",
                            "pytorch.container", "zip"));
        }
    }

    @Test
    void writesTheSameBytesEachTime() {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        PyTorchWriter.write(first, Map.of("x", "1", "y", "2"), someTensors());
        PyTorchWriter.write(second, Map.of("y", "2", "x", "1"), someTensors());
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void storesEveryMemberAsItIsAndAligned() throws IOException {
        Path file = folder.resolve("m.pt");
        PyTorchWriter.write(file, Map.of(), Map.of("a", TensorData.of(new float[] {1.5f}, 1)));
        byte[] bytes = TorchFiles.bytes(file);
        byte[] value = {0, 0, (byte) 0xc0, 0x3f};
        int at = Collections.indexOfSubList(boxed(bytes), boxed(value));
        assertThat(at).isPositive();
        assertThat(at % 64).isZero();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(Collections.list(zip.entries()))
                    .allMatch(entry -> entry.getMethod() == ZipEntry.STORED)
                    .extracting(ZipEntry::getName)
                    .containsExactly("archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/version");
        }
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return List.of(boxed);
    }

    @Test
    void keepsTheOldFileWhenTextCanNotBeWritten() {
        Path file = folder.resolve("m.pt");
        PyTorchWriter.write(file, Map.of(), someTensors());
        assertThatThrownBy(() -> PyTorchWriter.write(file, Map.of("half a character", "\ud800"), Map.of()))
                .isInstanceOf(OutputException.class);
        TensorData tensor = TensorData.of(new float[0], 0);
        assertThatThrownBy(() -> PyTorchWriter.write(file, Map.of(), Map.of("\udc00", tensor)))
                .isInstanceOf(OutputException.class);
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).hasSize(someTensors().size());
        }
    }

    @Test
    void refusesDamagedMetadata() {
        Path file = folder.resolve("m.pt");
        TorchFiles.writeZip(
                file,
                "}U\u0001a" + TorchFiles.floatTensor(1, 0, "1", "1") + "s.",
                Map.of("data/0", new byte[4], ZipContainer.METADATA, new byte[] {'{', '"'}));
        assertThatThrownBy(() -> WeightsFiles.open(file)).hasMessageContaining("extra/i3d4j.json: damaged");
    }

    /** Runs where {@code python3} has torch: {@code -Dpython=...} names another interpreter. */
    @Test
    void pythonLoadsItWithoutTrustingIt() throws IOException, InterruptedException {
        String python = System.getProperty("python", "python3");
        assumeTrue(run(python, "import torch", "").exitCode() == 0, "no Python with torch");
        Path file = folder.resolve("m.pt");
        PyTorchWriter.write(file, Map.of("classes", "left"), someTensors());
        Result loaded = run(python, LOAD, file.toString());
        assertThat(loaded.exitCode()).as(loaded.output()).isZero();
        assertThat(loaded.output().lines())
                .hasSize(someTensors().size())
                .contains(
                        "b.weight torch.float32 [2, 3] [3, 1] 17.0",
                        "a \"quoted\" ü torch.uint8 [3] [1] 6.0",
                        "nothing torch.float32 [0, 3] [3, 1] 0.0",
                        "scalar torch.float32 [] [] 7.0",
                        "BF16 torch.bfloat16 [2] [1] 0.0",
                        "BOOL torch.bool [2] [1] 0.0");
    }

    private record Result(int exitCode, String output) {}

    private Result run(String python, String script, String argument) throws InterruptedException {
        try {
            Path output = folder.resolve("output.txt");
            ProcessBuilder builder = new ProcessBuilder(python, "-X", "utf8", "-c", script, argument);
            int exitCode = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return new Result(exitCode, Files.readString(output));
        } catch (IOException e) {
            return new Result(-1, e.toString());
        }
    }
}

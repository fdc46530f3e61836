package org.i3d4j.weights.tfbundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.tfbundle.BundleIndex.Location;
import org.i3d4j.weights.tfbundle.message.BundleEntry;
import org.i3d4j.weights.tfbundle.message.BundleHeader;
import org.i3d4j.weights.tfbundle.message.ElementType;
import org.i3d4j.weights.tfbundle.message.Version;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The indexes of the checkpoints that DeepMind published, made again from the list of what they hold. */
class RealIndexTest {
    private static final Path LIST = Path.of("../../shared/golden/expected/tf_real_variables.json");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rgb_imagenet", "rgb_scratch", "flow_imagenet", "flow_scratch", "rgb_scratch_kin600"})
    void readsThePublishedIndexes(String checkpoint) throws Exception {
        assumeTrue(Files.exists(LIST));
        JsonNode published =
                new ObjectMapper().readTree(LIST).get("checkpoints").get(checkpoint);
        List<TableEntry> entries = new ArrayList<>();
        BundleHeader header = BundleFixtures.HEADER.toBuilder()
                .setVersion(Version.newBuilder().setProducer(1))
                .build();
        entries.add(new TableEntry(ByteString.EMPTY, header.toByteString()));
        Map<String, Location> expected = new LinkedHashMap<>();
        for (JsonNode row : published.get("list")) {
            List<Long> shape = new ArrayList<>();
            row.get(2).forEach(side -> shape.add(side.asLong()));
            Location location = new Location(
                    new TensorInfo(DataType.F32, shape), 0, row.get(3).asLong(), (int)
                            row.get(5).asLong());
            expected.put(row.get(0).asString(), location);
            entries.add(new TableEntry(
                    ByteString.copyFromUtf8(row.get(0).asString()),
                    entry(location).toByteString()));
        }
        byte[] table = TableWriter.write(entries);
        assertThat(table).hasSize(published.get("index_bytes").asInt());
        Path file = Files.write(folder.resolve("model.ckpt.index"), table);
        try (RandomAccessInput input = RandomAccessInput.open(file, "an index")) {
            assertThat(BundleIndex.read(input).tensors())
                    .hasSize(published.get("variables").asInt())
                    .containsExactlyEntriesOf(expected);
        }
    }

    private static BundleEntry entry(Location location) {
        long[] sides =
                location.info().shape().stream().mapToLong(Long::longValue).toArray();
        return BundleEntry.newBuilder()
                .setDtype(ElementType.DT_FLOAT)
                .setShape(BundleFixtures.shape(sides))
                .setOffset(location.offset())
                .setSize(location.info().bytes())
                .setCrc32C(location.maskedCrc32c())
                .build();
    }
}

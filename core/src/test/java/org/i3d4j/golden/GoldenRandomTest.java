package org.i3d4j.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GoldenRandomTest {
    private static JsonNode knownAnswers() {
        InputStream in = GoldenRandomTest.class.getResourceAsStream("/golden/generator_streams.json");
        return JsonMapper.shared().readTree(Objects.requireNonNull(in));
    }

    private static String hex(long value) {
        return String.format("%016x", value);
    }

    @Test
    void hashesAndMixesAsTheGoldenKit() {
        knownAnswers()
                .get("fnv1a64")
                .properties()
                .forEach(answer -> assertThat(hex(GoldenRandom.fnv(answer.getKey())))
                        .isEqualTo(answer.getValue().stringValue()));
        knownAnswers()
                .get("mix64")
                .properties()
                .forEach(answer -> assertThat(hex(GoldenRandom.mix(Long.parseUnsignedLong(answer.getKey(), 16))))
                        .isEqualTo(answer.getValue().stringValue()));
    }

    @Test
    void givesTheStreamsOfTheGoldenKit() {
        JsonNode streams = knownAnswers().get("streams");
        assertThat(streams).isNotEmpty();
        for (JsonNode stream : streams) {
            GoldenRandom random = new GoldenRandom(
                    stream.get("seed").longValue(), stream.get("name").stringValue());
            for (int i = 0; i < stream.get("u64").size(); i++) {
                assertThat(hex(random.bits(i)))
                        .isEqualTo(stream.get("u64").get(i).stringValue());
                assertThat(random.unit(i)).isEqualTo(stream.get("unit").get(i).doubleValue());
            }
        }
    }
}

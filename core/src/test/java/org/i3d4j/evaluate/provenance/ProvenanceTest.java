package org.i3d4j.evaluate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ProgramVersion;
import org.i3d4j.report.JsonReport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProvenanceTest {
    private static JsonNode json(Provenance provenance) {
        return JsonMapper.shared().readTree(JsonReport.line(provenance.fields()));
    }

    @Test
    void saysWhatWasMeasuredWhenByWhatAndHow() {
        JsonNode fields = json(SomeProvenance.trained());

        assertThat(fields.propertyNames())
                .containsExactly("i3d4j", "date", "checkpoint", "compute", "data", "views", "config_file", "config");
        assertThat(fields.get("i3d4j").stringValue()).isEqualTo(ProgramVersion.number());
        assertThat(fields.get("date").stringValue()).isEqualTo("2026-03-04T05:06:07+01:00");
        assertThat(fields.get("checkpoint").toString())
                .isEqualTo(
                        "{\"file\":\"runs/best.safetensors\",\"sha256\":\"00ff\",\"format\":\"safetensors\",\"epoch\":12,"
                                + "\"step\":3456,\"date\":\"2026-02-03T04:05:00+05:30\","
                                + "\"versions\":{\"i3d4j\":\"0.1.0\",\"libtorch\":\"2.10.0\"}}");
        assertThat(fields.get("compute").toString())
                .isEqualTo("{\"engine\":\"oneDNN 3.11 on cpu, bf16\",\"precision\":\"bf16\",\"device\":\"cpu\","
                        + "\"deterministic\":true,\"processor\":\"Some CPU\"}");
        assertThat(fields.get("data").toString())
                .isEqualTo("{\"folder\":\"videos\",\"type\":\"FileList\",\"split\":\"val\",\"list\":\"my/val.txt\"}");
        assertThat(fields.get("config_file").stringValue()).isEqualTo("my.yaml");
    }

    @Test
    void saysWhichViewsWereTaken() {
        JsonNode views = json(SomeProvenance.trained()).get("views");

        assertThat(views.properties().stream().map(Object::toString))
                .contains(
                        "frames=32",
                        "sampling=\"uniform\"",
                        "frame_interval=2",
                        "frame_rate=0.0",
                        "clips=10",
                        "crops=3",
                        "size=256",
                        "crop=\"224x224\"",
                        "average=\"softmax\"",
                        "scores=\"softmax\"",
                        "mean=[127.5,127.5,127.5]",
                        "seed=42",
                        "preprocessing=\"short side to 256, three crops of 224x224, pixels to [-1, 1]\"");
    }

    @Test
    void holdsTheWholeConfiguration() {
        JsonNode config = json(SomeProvenance.trained()).get("config");

        assertThat(config.at("/learning_rate/lr").doubleValue()).isEqualTo(0.0125);
        assertThat(config.at("/train/epochs").intValue()).isEqualTo(7);
        assertThat(config.at("/data_loader/eval/dataset/shuffle").isBoolean()).isTrue();
        assertThat(config.at("/data_loader/eval/map/operations/1").toString())
                .isEqualTo("{\"type\":\"VideoThreeCrop\",\"size\":[224,224]}");
    }

    @Test
    void whatACheckpointDoesNotRecordIsNull() {
        JsonNode checkpoint = json(SomeProvenance.of(ModelDescription.NONE)).get("checkpoint");

        assertThat(List.of("epoch", "step", "date"))
                .allSatisfy(name -> assertThat(checkpoint.get(name).isNull()).isTrue());
        assertThat(checkpoint.get("versions").toString()).isEqualTo("{}");
    }
}

package org.i3d4j.evaluate.provenance;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Precision;

/** Of a measurement that nobody made. */
public final class SomeProvenance {
    static final String CONFIG = """
            learning_rate: {lr: 0.0125}
            train: {epochs: 7, seed: 42}
            eval: {average: softmax}
            data_loader:
              eval:
                dataset: {type: FileList, split: val, list: my/val.txt, seq: 32, seq_mode: uniform, num_clips: 10, frame_interval: 2}
                map:
                  operations:
                    - {type: VideoShortEdgeResize, size: 256}
                    - {type: VideoThreeCrop, size: [224, 224]}
                    - {type: VideoToTensor}
            """;

    private SomeProvenance() {}

    public static Provenance of(ModelDescription description) {
        return new Provenance(
                OffsetDateTime.parse("2026-03-04T05:06:07.89+01:00"),
                new CheckpointFacts(Path.of("runs/best.safetensors"), "safetensors", "00ff", description),
                Optional.empty(),
                new ComputeFacts("oneDNN 3.11 on cpu, bf16", Precision.BF16, "cpu", true, "Some CPU"),
                Path.of("videos"),
                Path.of("my.yaml"),
                ConfigFile.parse(CONFIG, "my.yaml", List.of()),
                Optional.empty());
    }

    public static Provenance trained() {
        return of(new ModelDescription(
                List.of(),
                Optional.empty(),
                Map.of(),
                Map.of("i3d4j", "0.1.0", "libtorch", "2.10.0"),
                Optional.of(new TrainingPosition(12, 0, 3456, 0.5, 0)),
                Optional.of(OffsetDateTime.parse("2026-02-03T04:05:00+05:30")),
                ActivationRanges.NONE));
    }
}

package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.DatasetType;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.SomeDatasetConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.video.FrameSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfiguredSplitTest {
    @ParameterizedTest
    @EnumSource(value = FrameSampler.Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void samplesAsConfigured(FrameSampler.Mode mode) {
        DatasetConfig config = SomeDatasetConfig.of(DatasetType.KINETIC400, mode, ClassOrder.ALPHABETICAL, true);

        assertThat(ConfiguredSplit.sampler(config)).isEqualTo(new FrameSampler(mode, 24, 2, 5, 12.5));
    }

    @Test
    void samplesAWholeVideoAtAFrameRate() {
        I3dConfig config = ConfigFile.parse(
                        "learning_rate: {lr: 0.01}\ntrain: {epochs: 3}\n",
                        "test.yaml",
                        List.of(
                                "data_loader.eval.dataset.seq_mode=whole",
                                "data_loader.eval.dataset.seq=250",
                                "data_loader.eval.dataset.frame_rate=25"))
                .config();

        assertThat(ConfiguredSplit.sampler(config.dataLoader().eval().dataset()))
                .isEqualTo(new FrameSampler(FrameSampler.Mode.WHOLE, 250, 1, 1, 25));
    }
}

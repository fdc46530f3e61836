package org.i3d4j.features.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.video.Modality;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureInputsTest {
    @TempDir
    private Path folder;

    private FeatureInputs inputs(FeatureTool tool, Path named, String... files) {
        FeatureInputs inputs = new FeatureInputs(tool);
        Arrays.stream(files).forEach(file -> inputs.add(named, named.resolve(file)));
        return inputs;
    }

    @Test
    void videosOfOneNameHaveDifferentPlaces() {
        assertThat(inputs(FeatureTool.I3D4J, folder, "x/a.mp4", "y/a.mp4", "y/b.mp4", "y/b.avi")
                        .all())
                .extracting(FeatureInput::place)
                .containsExactly(Path.of("x/a"), Path.of("y/a"), Path.of("y/b.mp4"), Path.of("y/b.avi"));
        assertThatThrownBy(() -> inputs(FeatureTool.VIDEO_FEATURES, folder, "x/a.mp4", "y/a.mp4")
                        .all())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("the features of both would go to 'a'");
        FeatureInputs apart = new FeatureInputs(FeatureTool.I3D4J);
        apart.add(folder.resolve("x/a.mp4"), folder.resolve("x/a.mp4"));
        apart.add(folder.resolve("y/a.mp4"), folder.resolve("y/a.mp4"));
        assertThatThrownBy(apart::all).isInstanceOf(OutputException.class);
    }

    @Test
    void twoStoredStreamsAreOneVideo() {
        for (String name : List.of("c_rgb.npy", "c_flow.npy")) {
            int channels = name.contains("rgb") ? 3 : 2;
            NpyFile.write(folder.resolve(name), TensorData.of(new float[8 * channels], 8, 1, 1, channels));
        }

        List<FeatureInput> all =
                inputs(FeatureTool.I3D4J, folder, "c_flow.npy", "c_rgb.npy").all();

        assertThat(all).hasSize(1);
        assertThat(all.get(0).place()).isEqualTo(Path.of("c"));
        assertThat(all.get(0).fileOf(Modality.FLOW)).isEqualTo(folder.resolve("c_flow.npy"));
        assertThat(all.get(0).fileOf(Modality.RGB)).isEqualTo(folder.resolve("c_rgb.npy"));
        FeatureInputs alone = new FeatureInputs(FeatureTool.I3D4J);
        alone.add(folder.resolve("c_flow.npy"), folder.resolve("c_flow.npy"));
        assertThat(alone.all().get(0).flow()).isEqualTo(Optional.empty());
    }
}

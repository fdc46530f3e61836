package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.Advice;
import org.i3d4j.torch.train.optimizer.StepPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingDoubtsTest {
    private static final int VIDEOS = 12;

    /** Two classes, twelve videos, four a batch, unless {@code changes} say otherwise. */
    private static List<String> doubts(String... changes) {
        I3dConfig config = TinyTraining.config(Path.of("out"), changes).config();
        List<VideoSample> samples = IntStream.range(0, VIDEOS)
                .mapToObj(video -> new VideoSample(Path.of(video + ".mp4"), video % 2))
                .toList();
        ListedDataset videos = new ListedDataset(
                ClassNames.of(List.of("a", "b")), samples, List.of(), Path.of("list"), "twelve videos", false);
        ConfiguredSplit train = ConfiguredSplit.of(config.dataLoader().train(), videos, 1);
        return TrainingDoubts.of(
                config, train, new StepPlan(VIDEOS, train.loading().batchSize(), 1));
    }

    @Test
    void mostConfigurationsRaiseNone() {
        assertThat(doubts()).isEmpty();
        assertThat(doubts("data_loader.train.dataset.drop_remainder=true")).isEmpty();
    }

    @Test
    void outputsWithoutAClass() {
        assertThat(doubts("model.num_classes=400"))
                .containsExactly(
                        "model.num_classes is 400, but the training data has 2 classes; set it to 2, unless others are"
                                + " to come");
    }

    @Test
    void aRemainderThatIsEverything() {
        assertThat(doubts("data_loader.train.dataset.drop_remainder=true", "data_loader.train.dataset.batch_size=16"))
                .containsExactly(
                        "data_loader.train.dataset.drop_remainder is true, but the 12 training videos don't fill"
                                + " one batch of 16: they are kept, as the one batch of every epoch; lower batch_size");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{lr: 0.1, lr_scheduler: cosine_annealing, max_epoch: 5, t_max: 100}",
                "{lr: 0.1, lr_scheduler: cosine_annealing, t_max: 10000}",
                "{lr: 0.1, lr_scheduler: exponential}",
                "{lr: 0.1, lr_scheduler: multi_step, lr_epochs: [200]}",
                "{lr: 0.1, lr_scheduler: warmup_cosine, warmup_epochs: 100}"
            })
    void aScheduleThatNeverFalls(String schedule) {
        assertThat(doubts("train.epochs=100", "learning_rate=" + schedule))
                .singleElement()
                .asString()
                .startsWith("the learning rate never falls: ")
                .contains("train.epochs is 100")
                .endsWith(Advice.SEE_SCHEDULE.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{lr: 0.1}",
                "{lr: 0.1, lr_scheduler: cosine_annealing}",
                "{lr: 0.1, lr_scheduler: cosine_annealing_V2}",
                "{lr: 0.1, lr_scheduler: exponential, lr_epochs: [50]}",
                "{lr: 0.1, lr_scheduler: warmup_cosine, warmup_epochs: 5}"
            })
    void aScheduleThatFalls(String schedule) {
        assertThat(doubts("train.epochs=100", "learning_rate=" + schedule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"configs/i3d_rgb.yaml, 1", "configs/demo.yaml, 0", "configs/finetune_ucf101.yaml, 0"})
    void theConfigurationsThatComeWithIt(String file, long scheduleDoubts) {
        I3dConfig config =
                ConfigFile.load(Path.of("..").resolve(file), List.of()).config();
        ListedDataset videos = new ListedDataset(
                ClassNames.of(IntStream.range(0, config.model().numClasses())
                        .mapToObj(String::valueOf)
                        .toList()),
                List.of(),
                List.of(),
                Path.of("list"),
                "videos",
                false);

        assertThat(TrainingDoubts.of(
                        config, ConfiguredSplit.of(config.dataLoader().train(), videos, 1), new StepPlan(1600, 16, 1)))
                .hasSize((int) scheduleDoubts);
    }
}

package org.i3d4j.torch.train.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.layouts.DatasetSide;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.report.picture.ContactSheet.Strip;
import org.i3d4j.torch.train.TinyTraining;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPicturesTest {
    @Test
    void clipsOfABatchAreOfAsManyClassesAsItHas(@TempDir Path folder) {
        new MotionVideos(new MotionSettings(4, 1, 1, 32, 32, 16, 12, 1), 1).write(folder, (done, of) -> {});
        I3dConfig config = TinyTraining.config(
                        folder.resolve("out"),
                        "model.num_classes=4",
                        "data_loader.train.dataset.seq_mode=uniform",
                        "data_loader.train.dataset.num_clips=2")
                .config();
        ConfiguredSplit train = new DatasetSide(config.dataLoader().train(), folder, 1).open();
        TrainingPictures pictures =
                new TrainingPictures(train.dataset().classNames().names(), FrameSource.ofFiles(VideoLimits.DEFAULT));

        try (ClipLoader loader = new ClipLoader(train.dataset(), train.sampler(), train.transforms(), train.loading());
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
            // The first four clips are of two videos.
            assertThat(batch.clips().clips()).isEqualTo(8);
            assertThat(pictures.inputs(batch).strips())
                    .extracting(Strip::caption)
                    .containsExactlyInAnyOrderElementsOf(
                            train.dataset().classNames().names());
        }
    }
}

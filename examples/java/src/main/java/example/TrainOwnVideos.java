package example;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.I3d;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.network.Compute;
import org.i3d4j.torch.train.TrainOptions;
import org.i3d4j.torch.train.Training;
import org.i3d4j.torch.train.TrainingVideos;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainStep;

/** Trains on videos that the program names, and measures the result. */
final class TrainOwnVideos {
    private TrainOwnVideos() {}

    static Path train(Path yaml, Path output, Map<Path, String> trainVideos, Map<Path, String> valVideos) {
        VideoDataset train = new Catalogue(trainVideos, List.of("left", "right"));
        VideoDataset val = new Catalogue(valVideos, List.of("left", "right"));
        LoadedConfig config = ConfigFile.load(yaml, List.of("train.ckpt_path=" + output));
        TrainOptions options = new TrainOptions(
                config, TrainingVideos.of(train, val), Optional.empty(), Compute.DEFAULT, false);
        try (Training training = new Training(options)) {
            training.run(List.of(new TrainListener() {
                @Override
                public void stepped(TrainStep step) {
                    System.out.println("step " + step.step() + ": loss " + step.loss());
                }
            }));
        }
        return output.resolve("best.safetensors");
    }

    static void evaluate(Path checkpoint, VideoDataset val) {
        try (I3d i3d = I3d.load(checkpoint)) {
            Evaluation measured = i3d.evaluate(val, done -> System.out.println(done + " videos"));
            System.out.println("top1 " + measured.top1() + " of " + measured.protocol());
        }
    }
}

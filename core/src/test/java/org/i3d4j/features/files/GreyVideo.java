package org.i3d4j.features.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureListener;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.Modality;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;

/** A video of 20 grey frames whose features are made, 8 frames a window, by a network that tells the mean colour. */
final class GreyVideo {
    static final TransformChain PLAIN = new TransformChain(List.of(new VideoToTensor()));
    static final FeatureSettings EIGHTS = FeatureSettings.DEFAULT.withWindows(8, 8);

    private final MeanColorNetwork network = new MeanColorNetwork(3);
    private final FeatureRun.Stream rgb =
            new FeatureRun.Stream(Modality.RGB, network.architecture(), Map.of("checkpoint_sha256", "abc"));
    private final Path out;
    private final Path video;
    private final FeatureInput input;

    /** @param folder an empty one, for the video and its features */
    GreyVideo(Path folder) {
        out = folder.resolve("out");
        video = folder.resolve("a.mp4");
        ColorVideos.write(video, 20, 32, frame -> 0x404040);
        input = input(video);
    }

    MeanColorNetwork network() {
        return network;
    }

    FeatureRun.Stream rgb() {
        return rgb;
    }

    /** The folder of the features. */
    Path out() {
        return out;
    }

    Path video() {
        return video;
    }

    FeatureInput input() {
        return input;
    }

    static FeatureInput input(Path file) {
        FeatureInputs inputs = new FeatureInputs(FeatureTool.I3D4J);
        inputs.add(file, file);
        return inputs.all().get(0);
    }

    FeatureRun run(FeatureSettings settings, FeatureFormat format, boolean overwrite) {
        return new FeatureRun(out, settings, format, overwrite);
    }

    FeatureRun.Written write(FeatureRun run) {
        return run.write(
                input, rgb, new FeatureExtractor(network, PLAIN, run.settings()), FeatureListener.ofRows(row -> {}));
    }

    FeatureRun.Written write(FeatureFormat format) {
        return write(run(EIGHTS, format, false));
    }

    List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(out)) {
            return List.copyOf(new TreeSet<>(
                    found.map(file -> file.getFileName().toString()).toList()));
        }
    }
}

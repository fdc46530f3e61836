package org.i3d4j.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;

/**
 * What {@code eval} is run on.
 *
 * @param data a motion set of two validation videos, of which one is none any more
 * @param checkpoint of a network of two classes
 * @param config of clips of 8x32x32
 */
record EvalInput(Path data, Path checkpoint, Path config) {
    static EvalInput write(Path folder) throws IOException {
        Path data = folder.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(data, (done, of) -> {});
        try (Stream<Path> videos = Files.list(data.resolve("val"))) {
            Files.writeString(videos.findFirst().orElseThrow(), "no video any more");
        }
        Path checkpoint = folder.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        return new EvalInput(data, checkpoint, TinyModel.writeConfig(folder.resolve("tiny.yaml")));
    }

    /** Runs {@code eval}, with another data set or checkpoint where {@code more} has one. */
    CommandRun eval(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("eval", "--config", config));
        List<Object> asked = Arrays.asList(more);
        if (!asked.contains("--dataset")) {
            arguments.addAll(List.of("--dataset", data));
        }
        if (!asked.contains("--checkpoint")) {
            arguments.addAll(List.of("--checkpoint", checkpoint));
        }
        arguments.addAll(asked);
        return CommandRun.of(arguments.toArray());
    }
}

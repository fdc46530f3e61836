package org.i3d4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;

/**
 * What a command needs to succeed, so that a test has one thing wrong.
 *
 * @param data a motion set, Kinetics layout, classes left and right
 * @param checkpoint of a network of two classes
 * @param video 300 frames
 * @param config of clips of 8x32x32
 */
public record GoodInput(Path data, Path checkpoint, Path video, Path config) {

    public static GoodInput write(Path folder) throws IOException {
        Path data = folder.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(data, (done, of) -> {});
        Path checkpoint = folder.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        Path video = TinyModel.video("counter_gop60_b3.mp4", folder.resolve("good.mp4"));
        return new GoodInput(data, checkpoint, video, TinyModel.writeConfig(folder.resolve("tiny.yaml")));
    }

    /** The words of {@code line} as arguments: DATA, CKPT, VIDEO and CONFIG in them stand for these, and so do {@code more}. */
    public Object[] arguments(String line, Map<String, Path> more) {
        return Stream.of(line.split(" ", -1))
                .map(word -> word.replace("DATA", data.toString())
                        .replace("CKPT", checkpoint.toString())
                        .replace("VIDEO", video.toString())
                        .replace("CONFIG", config.toString()))
                .map(word -> {
                    String filled = word;
                    for (Map.Entry<String, Path> entry : more.entrySet()) {
                        filled = filled.replace(entry.getKey(), entry.getValue().toString());
                    }
                    return filled;
                })
                .toArray();
    }

    /** Runs {@code line} as {@link #arguments} reads it. */
    public CommandRun run(String line, Map<String, Path> more) {
        return CommandRun.of(arguments(line, more));
    }
}

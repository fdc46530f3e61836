package org.i3d4j.data.motion;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.i3d4j.video.writing.VideoWriter;

/** One synthetic video: one or two sprites that move as the class says, on a moving background. */
final class MotionVideo {
    private static final int MIN_SPRITES = 1;
    private static final int MAX_SPRITES = 1;

    private final MotionSettings settings;
    private final Background background;
    private final List<Sprite> sprites;
    private final FrameCanvas canvas;

    MotionVideo(MotionClass motion, MotionSettings settings, RandomGenerator random) {
        this.settings = settings;
        background = new Background(random);
        int count = random.nextInt(MIN_SPRITES, MAX_SPRITES + 1);
        sprites = Stream.generate(() -> new Sprite(motion, settings.width(), settings.height(), random))
                .limit(count)
                .toList();
        canvas = new FrameCanvas(settings.width(), settings.height());
    }

    /** Paints a frame; the canvas is the same at every call. */
    FrameCanvas frame(int frame) {
        background.paint(canvas, frame);
        sprites.forEach(sprite -> sprite.paint(canvas, frame));
        return canvas;
    }

    /**
     * Paints and encodes all frames.
     *
     * @throws org.i3d4j.error.OutputException if the file can't be written
     */
    void write(Path file) {
        try (VideoWriter writer =
                VideoWriter.create(file, settings.width(), settings.height(), settings.framesPerSecond())) {
            for (int frame = 0; frame < settings.frames(); frame++) {
                writer.write(frame(frame).pixels());
            }
            writer.complete();
        }
    }
}

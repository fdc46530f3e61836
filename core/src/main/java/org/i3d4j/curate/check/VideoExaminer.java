package org.i3d4j.curate.check;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.i3d4j.curate.Reasons;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.data.FrameSource;
import org.i3d4j.data.FrameSource.OpenVideo;
import org.i3d4j.error.I3dException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one video after the other; safe for several threads.
 *
 * @param source opens videos
 * @param part name of the split they are from
 * @param framesNeeded fewer are a problem
 * @param decode whether every frame is decoded, not only found
 */
record VideoExaminer(FrameSource source, String part, int framesNeeded, boolean decode) {
    private static final int DECODED_TOGETHER = 16;
    /** Side of the pictures that decoded frames are brought to: no one looks at them. */
    private static final int THUMBNAIL = 16;

    /** What was found: facts unless it is broken, a problem if there is one. */
    record Finding(@Nullable VideoFacts facts, @Nullable Problem problem) {}

    Finding examine(Path file) {
        try (OpenVideo video = source.open(file)) {
            VideoFacts facts = VideoFacts.of(video);
            if (decode) {
                decodeAll(video);
            }
            return new Finding(facts, problem(file, facts, video.damaged()));
        } catch (I3dException e) {
            return new Finding(null, new Problem(file, part, Kind.BROKEN, Reasons.of(file, e)));
        }
    }

    private @Nullable Problem problem(Path file, VideoFacts facts, boolean damaged) {
        if (damaged) {
            String detail = "some of its frames are lost; " + facts.frames() + " can be read";
            return new Problem(file, part, Kind.DAMAGED, detail);
        }
        if (facts.frames() < framesNeeded) {
            String detail = "has " + facts.frames() + " frames; a clip takes " + framesNeeded + " and will repeat some";
            return new Problem(file, part, Kind.TOO_SHORT, detail);
        }
        return null;
    }

    private static void decodeAll(OpenVideo video) {
        for (int first = 0; first < video.frameCount(); first += DECODED_TOGETHER) {
            int end = Math.min(first + DECODED_TOGETHER, video.frameCount());
            try (Clip clip = Clip.allocate(end - first, THUMBNAIL, THUMBNAIL)) {
                video.read(IntStream.range(first, end).toArray(), clip, Interpolation.NEAREST);
            }
        }
    }
}

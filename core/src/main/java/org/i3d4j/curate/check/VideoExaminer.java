package org.i3d4j.curate.check;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.curate.Reasons;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.TransformChain;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one video after the other; safe for several threads.
 *
 * @param source opens videos
 * @param part name of the split they are from
 * @param sampler how clips are taken from them; empty where none are asked for
 * @param transforms what is done to clips
 * @param decode whether every frame is decoded, not only found
 */
record VideoExaminer(
        FrameSource source, String part, Optional<FrameSampler> sampler, TransformChain transforms, boolean decode) {
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
            return new Finding(facts, problem(file, facts, video.damage()));
        } catch (I3dException e) {
            return new Finding(null, new Problem(file, part, Kind.BROKEN, Reasons.of(file, e)));
        }
    }

    private @Nullable Problem problem(Path file, VideoFacts facts, Optional<String> damage) {
        if (damage.isPresent()) {
            return new Problem(file, part, Kind.DAMAGED, damage.get());
        }
        if (sampler.isEmpty()) {
            return null;
        }
        int frames = facts.framesAt(sampler.get().frameRate());
        int needed = sampler.get().framesOfClip();
        if (frames < needed) {
            String detail = "has " + Counted.of(frames, "frame") + "; a clip takes " + needed + " and will repeat some";
            return new Problem(file, part, Kind.TOO_SHORT, detail);
        }
        return tooSmall(file, facts);
    }

    private @Nullable Problem tooSmall(Path file, VideoFacts facts) {
        try {
            transforms.central(facts.width(), facts.height(), SampleRandom.of(0, 0, 0));
            return null;
        } catch (ShapeException e) {
            return new Problem(file, part, Kind.TOO_SMALL, String.valueOf(e.getMessage()));
        }
    }

    private static void decodeAll(OpenVideo video) {
        for (int first = 0; first < video.frameCount(); first += DECODED_TOGETHER) {
            int end = Math.min(first + DECODED_TOGETHER, video.frameCount());
            try (Clip clip = Clip.allocate(end - first, THUMBNAIL, THUMBNAIL, video.channels())) {
                video.read(IntStream.range(first, end).toArray(), clip, Interpolation.AREA);
            }
        }
    }
}

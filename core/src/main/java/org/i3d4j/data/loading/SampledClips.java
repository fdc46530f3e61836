package org.i3d4j.data.loading;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.i3d4j.data.clips.ClipReader;
import org.i3d4j.data.clips.ClipReader.ReadClip;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;

/**
 * The clips of one video as {@link ClipLoader} would have them in a batch, for those who have a video and no data set. Owns
 * the batch.
 *
 * @param batch a row a view: the crops of a clip side by side, clip by clip
 * @param videoFrames frames that the video has
 * @param videoSeconds from its first frame until the last has been shown; empty for frames that are stored without times
 * @param damage what is known to be lost of it, for people
 */
public record SampledClips(ClipBatch batch, int videoFrames, OptionalDouble videoSeconds, Optional<String> damage)
        implements AutoCloseable {

    /**
     * Reads a video, which stays the caller's.
     *
     * @param random draws frames and transforms, as far as they are random
     * @param type of the batch
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws ShapeException if it is too small for the transforms, or they give its clips different sizes
     */
    public static SampledClips read(
            OpenVideo video, FrameSampler sampler, TransformChain chain, RandomGenerator random, ClipType type) {
        try (ClipReader reader = new ClipReader(chain)) {
            List<ReadClip> clips = SampleReader.sample(video, sampler, chain, random, reader);
            return new SampledClips(
                    reader.batch(clips, type), video.frameCount(), video.durationSeconds(), video.damage());
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}

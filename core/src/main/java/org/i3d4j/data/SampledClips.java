package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.i3d4j.data.FrameSource.OpenVideo;
import org.i3d4j.data.SampleReader.Decoded;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipBatch;
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
     * Reads a video.
     *
     * @param random draws frames and transforms, as far as they are random
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws ShapeException if it is too small for the transforms, or they give its clips different sizes
     */
    public static SampledClips read(
            Path file, FrameSource source, FrameSampler sampler, TransformChain chain, RandomGenerator random) {
        try (OpenVideo video = source.open(file);
                SampleReader reader = new SampleReader(source, sampler, chain, new DamageWarnings())) {
            List<Decoded> clips = reader.decode(video, random);
            Set<ClipShape> shapes = clips.stream().map(Decoded::shape).collect(Collectors.toSet());
            if (shapes.size() > 1) {
                throw new ShapeException("its clips differ in shape (channels x frames x height x width): " + shapes);
            }
            ClipBatch batch = clips.get(0).shape().allocate(clips.size() * chain.viewsPerClip());
            try {
                int row = 0;
                for (Decoded clip : clips) {
                    row = reader.write(clip, batch, row);
                }
                return new SampledClips(batch, video.frameCount(), video.durationSeconds(), video.damage());
            } catch (RuntimeException e) {
                batch.close();
                throw e;
            }
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}

package example;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.i3d4j.data.clips.ClipReader;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.video.transform.frames.ClipView;

/** From frames to what a network takes. */
final class Transforms {
    private Transforms() {}

    static void read(Path video) {
        TransformChain chain = new TransformChain(List.of(
                new VideoShortEdgeResize(256, Interpolation.AREA), new VideoThreeCrop(256, 256), new VideoToTensor()));
        try (OpenVideo open = VideoSource.of(video).open(VideoLimits.DEFAULT);
                ClipReader reader = new ClipReader(chain)) {
            List<ClipView> views = chain.views(open.width(), open.height(), new Random(1));    // the random choices of one clip
            int[] frames = IntStream.range(0, 16).toArray();
            try (ClipBatch batch = reader.batch(reader.read(open, List.of(frames), List.of(views)))) {
                System.out.println(batch.clips() + " views of " + batch.frames() + " frames");
            }
        }
    }
}

package example;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.I3d;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.frechet.ClipSampling;
import org.i3d4j.frechet.Fvd;
import org.i3d4j.frechet.FvdProtocol;
import org.i3d4j.frechet.FvdSet;

/** How far the clips of a generator are from videos. */
final class Distance {
    private Distance() {}

    static double ofClips(I3d i3d, List<Path> videos, List<ByteBuffer> clips, int height, int width) {
        Fvd fvd = new Fvd(i3d.network(), FvdProtocol.CANONICAL);
        try (FvdSet real = fvd.set(ClipSampling.first(16));
                FvdSet generated = fvd.set(ClipSampling.first(16))) {
            for (Path video : videos) {
                real.add(VideoSource.of(video));
            }
            for (ByteBuffer framesThwc : clips) { // uint8 T,H,W,C, as they come from the generator
                generated.add(framesThwc, height, width);
            }
            return fvd.distance(real, generated).value();
        }
    }
}

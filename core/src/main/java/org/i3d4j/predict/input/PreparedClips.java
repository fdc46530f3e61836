package org.i3d4j.predict.input;

import java.nio.FloatBuffer;
import java.util.Locale;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.Modality;

/** Clips that someone else prepared: engines would make plausible answers of NaN, and of pixels that were not prepared at all. */
public final class PreparedClips {
    /** What scaling that overshoots, as bicubic does, may add. */
    private static final float OVERSHOOT = 2;

    private PreparedClips() {}

    private static String advice(int channels) {
        return channels == Modality.FLOW.channels()
                ? ": " + Modality.scaling(channels)
                : "; pixels of 0 to 255 are stored as uint8";
    }

    /**
     * Sees to it that values are such as the model is fed. Only float32 can hold others: what is stored as another type comes of levels.
     *
     * @param name what the error calls the clips
     * @param largest absolute value that the model's own preparation makes of pixels
     * @throws VideoException if one is not finite, or so far beyond {@code largest} that it was prepared otherwise
     */
    public static void require(String name, ClipBatch clips, float largest) {
        if (!clips.type().equals(ClipType.FLOAT32)) {
            return;
        }
        for (int clip = 0; clip < clips.clips(); clip++) {
            for (int channel = 0; channel < clips.channels(); channel++) {
                for (int frame = 0; frame < clips.frames(); frame++) {
                    String where = name + ": clip " + clip + ", frame " + frame + ", channel " + channel;
                    requirePlane(where, clips.plane(clip, channel, frame), largest, clips.channels());
                }
            }
        }
    }

    /** As {@link #require}, of the values of one frame and channel, {@code where} they are. */
    static void requirePlane(String where, FloatBuffer plane, float largest, int channels) {
        for (int i = 0; i < plane.limit(); i++) {
            if (!(Math.abs(plane.get(i)) <= largest * OVERSHOOT)) {
                throw new VideoException(String.format(
                        Locale.ROOT,
                        "%s holds the value %s; expected what the model is fed, values of at most %.4g%s",
                        where,
                        plane.get(i),
                        largest,
                        advice(channels)));
            }
        }
    }
}

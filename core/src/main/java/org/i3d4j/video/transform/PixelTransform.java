package org.i3d4j.video.transform;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** A step that changes the pixels of a clip that is cut out, with one draw of parameters for all its frames. */
public sealed interface PixelTransform extends Transform
        permits VideoColorJitter, VideoGrayscale, VideoRandAugment, VideoRandomErasing {

    /** Why it makes no sense where channels are not red, green and blue; empty if it does. */
    Optional<String> onlyForRgb();

    /**
     * Makes the random choices for one clip.
     *
     * @param crop what is cut out: its height and width count
     * @param tensor how levels become values afterwards
     * @param random the only source of choices
     */
    PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random);
}

package org.i3d4j.video;

import java.util.Optional;
import org.i3d4j.text.Counted;

/**
 * What is known to be lost of a video.
 *
 * @param known          whether anything is
 * @param brokenPackets  cut off or not whole
 * @param frames         that could be decoded
 * @param faultyFrames   of which parts could not be, as far as they were looked at
 * @param promisedFrames in the header; 0 where it does not say
 */
public record Damage(boolean known, long brokenPackets, long frames, long faultyFrames, long promisedFrames) {

    /** For people; empty where nothing is lost. */
    public Optional<String> note() {
        if (!known && brokenPackets == 0 && faultyFrames == 0) {
            return Optional.empty();
        }
        String packets = brokenPackets == 0 ? "" : ", " + Counted.of(brokenPackets, "broken packet");
        String promised = promisedFrames > frames ? " (its header promises " + promisedFrames + ")" : "";
        String faulty = faultyFrames == 0 ? "" : ", " + faultyFrames + " of them in part only";
        return Optional.of("the video is damaged" + packets + "; " + Counted.of(frames, "frame") + " could be decoded"
                + promised + faulty);
    }
}

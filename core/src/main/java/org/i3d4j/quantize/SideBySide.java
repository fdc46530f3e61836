package org.i3d4j.quantize;

import java.util.List;
import java.util.function.IntConsumer;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.network.Network;

/** Runs networks on the same videos, one video after the other. */
interface SideBySide {

    /** Takes the logits of one video. */
    interface Receiver {
        /**
         * Called once for each video that could be read.
         *
         * @param label the video's class; {@link org.i3d4j.data.VideoSample#UNLABELLED} if that is not known
         * @param logits of each network, in their order
         */
        void accept(int label, List<float[]> logits);
    }

    /** Number of videos. */
    int videos();

    /**
     * Runs all networks on each video in turn.
     *
     * @param progress told how many videos are done
     * @return those that could not be read
     * @throws org.i3d4j.error.I3dException if that is all of them
     */
    List<SkippedVideo> run(List<Network> networks, Receiver receiver, IntConsumer progress);
}

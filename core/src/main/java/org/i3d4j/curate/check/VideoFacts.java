package org.i3d4j.curate.check;

import org.i3d4j.data.source.FrameSource.OpenVideo;

/**
 * What a video holds.
 *
 * @param frames frames that can be read
 * @param width pixels as displayed
 * @param height pixels as displayed
 * @param framesPerSecond on average; 0 for a single frame, whose time is not known
 */
record VideoFacts(int frames, int width, int height, double framesPerSecond) {

    static VideoFacts of(OpenVideo video) {
        int frames = video.frameCount();
        double seconds = frames < 2 ? 0 : video.frameSeconds(frames - 1);
        return new VideoFacts(frames, video.width(), video.height(), seconds > 0 ? (frames - 1) / seconds : 0);
    }

    /** Frames at another rate; 0: as they are. */
    int framesAt(double rate) {
        return rate == 0 || framesPerSecond == 0 ? frames : (int) Math.floor((frames - 1) / framesPerSecond * rate) + 1;
    }

    double seconds() {
        return framesPerSecond > 0 ? frames / framesPerSecond : 0;
    }
}

package org.i3d4j.curate.flow;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowColors;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.writing.VideoWriter;

/** Draws stored flow as an mp4 to look at: see {@link FlowColors}. */
record FlowPicture(FlowLevels levels) {
    /** Speed drawn in full colour; people and cameras rarely move faster at the size that flow is computed at. */
    private static final float FULL_PIXELS = 5;

    private static final int SMALLEST_SIDE = 16;

    /**
     * Draws a file of flow. Sides that an mp4 can't have are brought to the next it can.
     *
     * @throws org.i3d4j.error.VideoException if the flow can't be read
     * @throws org.i3d4j.error.OutputException if the picture can't be written
     */
    void draw(Path flow, Path picture) {
        AtomicFile.tryOut(picture);
        try (OpenVideo open = VideoSource.of(flow).open(VideoLimits.DEFAULT)) {
            int height = even(open.height());
            int width = even(open.width());
            double framesPerSecond = Math.min(open.framesPerSecond(), 1000);
            try (VideoWriter writer = VideoWriter.create(picture, width, height, framesPerSecond);
                    Clip frame = Clip.allocate(1, height, width, Modality.FLOW.channels())) {
                draw(open, frame, writer);
                writer.complete();
            }
        }
    }

    private void draw(OpenVideo flow, Clip frame, VideoWriter writer) {
        int pixels = frame.height() * frame.width();
        ByteBuffer rgb = ByteBuffer.allocate(Modality.RGB.channels() * pixels);
        for (int at = 0; at < flow.frameCount(); at++) {
            flow.readRows(new int[] {at}, FrameRows.whole(frame, Interpolation.BILINEAR), frame);
            FlowColors.draw(frame.frame(0), pixels, levels, FULL_PIXELS, rgb);
            writer.write(rgb);
        }
    }

    private static int even(int side) {
        return Math.max(side + side % 2, SMALLEST_SIDE);
    }
}

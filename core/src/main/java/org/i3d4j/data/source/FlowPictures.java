package org.i3d4j.data.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.PictureSequence;

/** Optical flow in a folder of grey pictures, two series of them: horizontal motion and vertical; owns both. */
final class FlowPictures implements StoredFrames.Frames {
    private static final int CHANNELS = Modality.FLOW.channels();

    private final PictureSequence right;
    private final PictureSequence down;
    private final Clip picture;

    private FlowPictures(PictureSequence right, PictureSequence down) {
        this.right = right;
        this.down = down;
        this.picture = Clip.allocatePlanar(1, right.height(), right.width());
    }

    /**
     * Opens a folder of {@link PictureSequence#hasFlow}; the caller closes it.
     *
     * @param frameRate frames per second, which pictures don't tell
     * @throws org.i3d4j.error.VideoException if the two series don't go together
     */
    static OpenVideo open(Path folder, VideoLimits limits, double frameRate) {
        PictureSequence.Flow flow = PictureSequence.openFlow(folder, limits);
        return new StoredFrames(folder.toString(), new FlowPictures(flow.right(), flow.down()), frameRate);
    }

    @Override
    public int count() {
        return right.frameCount();
    }

    @Override
    public int height() {
        return right.height();
    }

    @Override
    public int width() {
        return right.width();
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public void load(int frame, BytePointer levelsHwc) {
        load(right, frame, 0, levelsHwc.asByteBuffer());
        load(down, frame, 1, levelsHwc.asByteBuffer());
    }

    private void load(PictureSequence series, int frame, int channel, ByteBuffer levelsHwc) {
        series.read(frame, picture);
        // Grey is three equal channels.
        ByteBuffer levels = picture.planePointer(0, 0).asByteBuffer();
        byte[] row = new byte[width()];
        for (int y = 0; y < height(); y++) {
            levels.get(y * picture.rowBytes(), row);
            int start = CHANNELS * y * row.length + channel;
            for (int x = 0; x < row.length; x++) {
                levelsHwc.put(start + CHANNELS * x, row[x]);
            }
        }
    }

    @Override
    public void close() {
        picture.close();
        right.close();
        down.close();
    }
}

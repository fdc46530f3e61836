package org.i3d4j.curate.show;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;

/** Brings what the network gets back to what people see. */
final class Displayed {
    private Displayed() {}

    /**
     * A clip of a batch as uint8 T,H,W,C: [-1, 1] becomes 0 to 255, what lies outside is cut off.
     *
     * @return the caller's, to be closed
     */
    static Clip of(ClipBatch batch, int clip) {
        Clip shown = Clip.allocate(batch.frames(), batch.height(), batch.width(), batch.channels());
        byte[] frameHwc = new byte[shown.frameBytes()];
        float[] planeHw = new float[batch.height() * batch.width()];
        for (int frame = 0; frame < batch.frames(); frame++) {
            for (int channel = 0; channel < batch.channels(); channel++) {
                FloatBuffer plane = batch.plane(clip, channel, frame);
                plane.get(planeHw);
                for (int i = 0; i < planeHw.length; i++) {
                    frameHwc[i * batch.channels() + channel] = pixel(planeHw[i]);
                }
            }
            ByteBuffer pixels = shown.frame(frame);
            pixels.put(frameHwc);
        }
        return shown;
    }

    private static byte pixel(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round((value + 1) * 127.5f)));
    }
}

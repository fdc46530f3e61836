package org.i3d4j.torch.train;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.FrameSource;
import org.i3d4j.data.LabelledBatch;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.evaluate.report.PredictionSheet;
import org.i3d4j.report.ContactSheet;
import org.i3d4j.report.ContactSheet.Verdict;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;

/**
 * What goes into the network and what comes out of it, to look at.
 *
 * @param classNames in the order of the logits
 * @param videos where frames of evaluated videos come from
 */
record TrainingPictures(List<String> classNames, FrameSource videos) {
    private static final int CLIPS = 4;
    private static final int FRAMES = 8;
    private static final int FRAME_HEIGHT = 96;
    private static final int RGB = 3;
    /** Clips are scaled to [-1, 1]. */
    private static final float HALF_RANGE = 127.5f;

    /** Whether a sheet of these clips can be drawn: optical flow has no colours. */
    static boolean areRgb(LabelledBatch batch) {
        return batch.clips().channels() == RGB;
    }

    /** The first clips of {@code batch} as the network gets them, with their labels. */
    BufferedImage inputs(LabelledBatch batch) {
        ContactSheet sheet = new ContactSheet(FRAMES, FRAME_HEIGHT);
        for (int i = 0; i < Math.min(CLIPS, batch.clips().clips()); i++) {
            try (Clip clip = bytes(batch.clips(), i)) {
                List<Integer> labels =
                        batch.samples().get(i / batch.clipsPerVideo()).labels();
                sheet.add(
                        clip, String.join(", ", labels.stream().map(this::name).toList()), Verdict.NONE);
            }
        }
        return sheet.picture();
    }

    /** The frames that a sheet shows, evenly spread. */
    private static Clip bytes(ClipBatch clips, int index) {
        int shown = Math.min(FRAMES, clips.frames());
        Clip clip = Clip.allocate(shown, clips.height(), clips.width());
        for (int i = 0; i < shown; i++) {
            int frame = shown == 1 ? 0 : i * (clips.frames() - 1) / (shown - 1);
            ByteBuffer pixels = clip.frame(i);
            for (int channel = 0; channel < RGB; channel++) {
                FloatBuffer plane = clips.plane(index, channel, frame);
                for (int at = 0; at < plane.capacity(); at++) {
                    int value = Math.round((plane.get(at) + 1) * HALF_RANGE);
                    pixels.put(pixels.position() + at * RGB + channel, (byte) Math.max(0, Math.min(255, value)));
                }
            }
        }
        return clip;
    }

    /** Videos from all over the validation set, with what they were taken for. */
    BufferedImage predictions(Evaluation evaluation) {
        List<VideoPrediction> all = evaluation.predictions();
        int shown = Math.min(CLIPS, all.size());
        return new PredictionSheet(classNames, videos)
                .of(IntStream.range(0, shown).mapToObj(i -> all.get((int) ((long) i * all.size() / shown))))
                .picture();
    }

    private String name(int label) {
        return ClassNames.nameOrNumber(classNames, label);
    }
}

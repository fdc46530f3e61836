package org.i3d4j.torch.train.listeners;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.report.ClassSpread;
import org.i3d4j.evaluate.report.PredictionSheet;
import org.i3d4j.report.picture.ContactSheet;
import org.i3d4j.report.picture.ContactSheet.Verdict;
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
    /** Clips are scaled to [-1, 1]. */
    private static final float HALF_RANGE = 127.5f;

    /** Clips of {@code batch} as the network gets them, of as many classes as possible, with their labels. */
    ContactSheet inputs(LabelledBatch batch) {
        ContactSheet sheet = new ContactSheet(FRAMES, FRAME_HEIGHT);
        List<Integer> all = IntStream.range(0, batch.clips().clips()).boxed().toList();
        for (int i : ClassSpread.of(all, clip -> firstLabel(batch, clip), CLIPS)) {
            try (Clip clip = bytes(batch.clips(), i)) {
                String caption = labels(batch, i).stream().map(this::name).collect(Collectors.joining(", "));
                sheet.add(clip, caption, Verdict.NONE);
            }
        }
        return sheet;
    }

    private static List<Integer> labels(LabelledBatch batch, int clip) {
        return batch.samples().get(clip / batch.clipsPerVideo()).labels();
    }

    private static int firstLabel(LabelledBatch batch, int clip) {
        return labels(batch, clip).stream().findFirst().orElse(-1);
    }

    /** The frames that a sheet shows, evenly spread. */
    private static Clip bytes(ClipBatch clips, int index) {
        int shown = Math.min(FRAMES, clips.frames());
        Clip clip = Clip.allocate(shown, clips.height(), clips.width(), clips.channels());
        for (int i = 0; i < shown; i++) {
            int frame = shown == 1 ? 0 : i * (clips.frames() - 1) / (shown - 1);
            ByteBuffer pixels = clip.frame(i);
            for (int channel = 0; channel < clips.channels(); channel++) {
                FloatBuffer plane = clips.plane(index, channel, frame);
                for (int at = 0; at < plane.capacity(); at++) {
                    int value = Math.round((plane.get(at) + 1) * HALF_RANGE);
                    pixels.put(pixels.position() + at * clips.channels() + channel, (byte)
                            Math.max(0, Math.min(255, value)));
                }
            }
        }
        return clip;
    }

    /** Validated videos of several classes, the same in every epoch, with what they were taken for. */
    ContactSheet predictions(Evaluation evaluation) {
        return new PredictionSheet(classNames, videos).ofSeveralClasses(evaluation.predictions(), CLIPS);
    }

    private String name(int label) {
        return ClassNames.nameOrNumber(classNames, label);
    }
}

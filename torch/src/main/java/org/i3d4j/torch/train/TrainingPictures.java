package org.i3d4j.torch.train;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.i3d4j.data.LabelledBatch;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.report.ContactSheet;
import org.i3d4j.report.ContactSheet.Verdict;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.VideoInfo;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.VideoReader;

/**
 * What goes into the network and what comes out of it, to look at.
 *
 * @param classNames in the order of the logits
 * @param limits what a video may take that is opened for its picture
 */
record TrainingPictures(List<String> classNames, VideoLimits limits) {
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
        List<VideoPrediction> videos = evaluation.predictions();
        int shown = Math.min(CLIPS, videos.size());
        ContactSheet sheet = new ContactSheet(FRAMES, FRAME_HEIGHT);
        for (int i = 0; i < shown; i++) {
            add(sheet, videos.get((int) ((long) i * videos.size() / shown)));
        }
        return sheet.picture();
    }

    private void add(ContactSheet sheet, VideoPrediction video) {
        String caption = String.format(
                Locale.ROOT,
                "%s %.1f %%%s",
                name(video.best()),
                100 * video.probabilities().get(0),
                video.isCorrect() ? "" : ", is " + name(video.label()));
        try (VideoReader reader = VideoReader.open(video.file(), limits)) {
            int count = reader.frameCount();
            int[] frames = IntStream.range(0, FRAMES)
                    .map(i -> (int) ((long) i * count / FRAMES))
                    .toArray();
            try (Clip clip = Clip.allocate(FRAMES, FRAME_HEIGHT, width(reader.info()))) {
                reader.read(frames, clip);
                sheet.add(clip, caption, video.isCorrect() ? Verdict.RIGHT : Verdict.WRONG);
            }
        }
    }

    private static int width(VideoInfo info) {
        return Math.max(1, Math.round((float) info.width() * FRAME_HEIGHT / info.height()));
    }

    private String name(int label) {
        return label >= 0 && label < classNames.size() ? classNames.get(label) : "class " + label;
    }
}

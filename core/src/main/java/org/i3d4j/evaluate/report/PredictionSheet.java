package org.i3d4j.evaluate.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.I3dException;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.report.picture.ContactSheet;
import org.i3d4j.report.picture.ContactSheet.Verdict;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws evaluated videos, a row of frames each, with what they are and were taken for.
 *
 * @param names of the classes, the first that of label 0
 * @param videos where frames come from
 */
public record PredictionSheet(List<String> names, FrameSource videos) {
    private static final Logger log = LoggerFactory.getLogger(PredictionSheet.class);
    private static final int FRAMES = 8;
    private static final int FRAME_HEIGHT = 96;
    /** Of a frame; a panorama would be larger than any screen. */
    private static final int LARGEST_WIDTH = 3 * FRAME_HEIGHT;

    /** A sheet of these videos; one that can't be opened any more is left out with a warning. */
    private ContactSheet of(Stream<VideoPrediction> predictions) {
        ContactSheet sheet = new ContactSheet(FRAMES, FRAME_HEIGHT);
        predictions.forEach(video -> add(sheet, video));
        return sheet;
    }

    /** A sheet of {@code count} videos that are of as many classes as possible; the same ones for the same videos. */
    public ContactSheet ofSeveralClasses(List<VideoPrediction> predictions, int count) {
        return of(ClassSpread.of(predictions, PredictionSheet::firstLabel, count).stream());
    }

    /** Of a multi-label data set's video without a class, -1. */
    private static int firstLabel(VideoPrediction video) {
        return video.labels().isEmpty() ? -1 : video.labels().get(0);
    }

    private void add(ContactSheet sheet, VideoPrediction video) {
        try (OpenVideo frames = videos.open(video.file());
                Clip clip = Clip.allocate(FRAMES, FRAME_HEIGHT, width(frames), frames.channels())) {
            int count = frames.frameCount();
            int[] evenlySpread = IntStream.range(0, FRAMES)
                    .map(i -> (int) ((long) i * count / FRAMES))
                    .toArray();
            frames.read(evenlySpread, clip, Interpolation.AREA);
            sheet.add(clip, caption(video), video.isCorrect() ? Verdict.RIGHT : Verdict.WRONG);
        } catch (I3dException e) {
            log.warn("warning: not on the picture of some videos: {}", e.getMessage());
        }
    }

    private static int width(OpenVideo video) {
        long width = Math.round((double) video.width() * FRAME_HEIGHT / video.height());
        return (int) Math.max(1, Math.min(LARGEST_WIDTH, width));
    }

    private String caption(VideoPrediction video) {
        String labels = video.labels().stream().map(this::name).collect(Collectors.joining(", "));
        return labels + (video.isCorrect() ? "" : ", taken for " + name(video.best()));
    }

    private String name(int label) {
        return ClassNames.nameOrNumber(names, label);
    }
}

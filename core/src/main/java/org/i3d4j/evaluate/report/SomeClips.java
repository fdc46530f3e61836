package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.data.FrameSource;
import org.i3d4j.data.FrameSource.OpenVideo;
import org.i3d4j.error.I3dException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.report.ContactSheet;
import org.i3d4j.report.ContactSheet.Verdict;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code clips.png}: the first video of each of the first classes that have one, with what it was taken for. */
record SomeClips(Evaluation evaluation, List<String> names, FrameSource videos) {
    private static final Logger log = LoggerFactory.getLogger(SomeClips.class);
    private static final int CLIPS = 8;
    private static final int FRAMES = 8;
    private static final int FRAME_HEIGHT = 96;
    /** Of a frame; a panorama would be larger than any screen. */
    private static final int LARGEST_WIDTH = 3 * FRAME_HEIGHT;

    /** @throws org.i3d4j.error.OutputException if it can't be drawn or written */
    void write(Path file) {
        ContactSheet sheet = new ContactSheet(FRAMES, FRAME_HEIGHT);
        IntStream.range(0, names.size())
                .mapToObj(this::firstOf)
                .flatMap(Optional::stream)
                .limit(CLIPS)
                .forEach(video -> add(sheet, video));
        sheet.write(file);
    }

    private Optional<VideoPrediction> firstOf(int label) {
        return evaluation.predictions().stream()
                .filter(video -> video.labels().contains(label))
                .findFirst();
    }

    private void add(ContactSheet sheet, VideoPrediction video) {
        try (OpenVideo frames = videos.open(video.file());
                Clip clip = Clip.allocate(FRAMES, FRAME_HEIGHT, width(frames))) {
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
        String labels = video.labels().stream().map(names::get).collect(Collectors.joining(", "));
        return labels + (video.isCorrect() ? "" : ", taken for " + names.get(video.best()));
    }
}

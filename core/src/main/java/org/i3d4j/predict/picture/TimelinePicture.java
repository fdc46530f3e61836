package org.i3d4j.predict.picture;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.WindowPrediction;
import org.i3d4j.report.picture.Curves.Point;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.report.picture.TimelinePlot;
import org.i3d4j.report.picture.TimelinePlot.Series;

/** A time line as a picture: the probability of the classes that matter, each window as a point in its middle. */
public final class TimelinePicture {
    private final String title;
    private final Path file;

    /**
     * Looks whether the picture could be written, before anything is computed.
     *
     * @param file the PNG or JPEG to write
     * @throws org.i3d4j.error.OutputException if it is the video itself, has the name of another kind of file or can't be written, or labels can't be drawn here
     */
    public TimelinePicture(Path video, Path file) {
        this.title = String.valueOf(video.getFileName());
        this.file = file;
        OutputFile.require(file, video);
        PictureFile.requireName(file);
    }

    /**
     * Draws and writes the picture, in place of an older one.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public void write(Timeline timeline) {
        List<Series> series = classes(timeline).stream()
                .limit(TimelinePlot.maximumSeries())
                .map(classIndex -> series(timeline, classIndex))
                .toList();
        TimelinePlot.write(file, title, timeline.durationSeconds(), series);
    }

    private static Series series(Timeline timeline, int classIndex) {
        String name = timeline.windows().get(0).of(classIndex).name();
        return new Series(
                name,
                timeline.windows().stream()
                        .map(window -> new Point(
                                window.middleSeconds(), window.of(classIndex).probability()))
                        .toList());
    }

    /** All classes: first those that are the best of most windows, then those of the highest sum of probabilities. */
    static List<Integer> classes(Timeline timeline) {
        int classes = timeline.whole().logits().length;
        int[] best = new int[classes];
        double[] sums = new double[classes];
        for (WindowPrediction window : timeline.windows()) {
            best[window.best().index()]++;
            window.top(classes).forEach(score -> sums[score.index()] += score.probability());
        }
        return IntStream.range(0, classes)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -best[c]).thenComparingDouble(c -> -sums[c]))
                .toList();
    }
}

package org.i3d4j.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.video.VideoInfo;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";
    private static final Pattern MP4 = Pattern.compile("data:video/mp4;base64,([A-Za-z0-9+/=]+)");

    @TempDir
    private Path folder;

    private final Thumbnail thumbnail = new Thumbnail(FrameSource.ofFiles(VideoLimits.DEFAULT));

    private Path video(String name, int frames, int side) {
        Path file = folder.resolve(name);
        ColorVideos.write(file, frames, side, frame -> frame % 2 == 0 ? 0xff0000 : 0x00ff00);
        return file;
    }

    /** Of two classes; mistakes have {@code confidence}. */
    private static VideoPrediction prediction(Path file, boolean correct, double confidence) {
        return new VideoPrediction(
                file,
                List.of(0),
                List.of(correct ? confidence : 1 - confidence),
                correct ? List.of(0, 1) : List.of(1, 0),
                List.of(confidence, 1 - confidence));
    }

    private static Evaluation evaluation(List<VideoPrediction> predictions, List<SkippedVideo> skipped) {
        ConfusionMatrix confusion = new ConfusionMatrix(2);
        Calibration calibration = new Calibration(15);
        for (VideoPrediction video : predictions) {
            confusion.add(0, video.best());
            calibration.add(video.confidence(), video.isCorrect());
        }
        double top1 = confusion.accuracy();
        return new Evaluation(
                HOSTILE,
                false,
                0.5,
                top1,
                1,
                top1,
                Double.NaN,
                List.of(),
                confusion,
                calibration,
                predictions,
                new ScoreTable(2, Collections.nCopies(predictions.size(), new float[2])),
                skipped);
    }

    private String page(Evaluation evaluation, List<String> names) throws IOException {
        Path file = folder.resolve("page/report.html");
        new ReportPage(
                        evaluation,
                        names,
                        Optional.empty(),
                        thumbnail,
                        List.of(),
                        SomeProvenance.of(ModelDescription.NONE))
                .write(file);
        return Files.readString(file);
    }

    @Test
    void showsHostileNamesAsText() throws IOException {
        Path hostile = video("<script>alert(2)<&script>.mp4", 3, 32);
        Evaluation evaluation = evaluation(
                List.of(prediction(hostile, false, 0.9)),
                List.of(new SkippedVideo(Path.of("<b>.mp4"), "<b>.mp4: <i>broken</i>")));

        String html = page(evaluation, List.of(HOSTILE, "</script>"));

        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;", "&lt;script&gt;alert(2)")
                .contains("&lt;i&gt;broken&lt;/i&gt;", "&lt;/script&gt;")
                .doesNotContain("<img src=x", "<script>alert", "<i>", "<b>");
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html).contains(">checkpoint.epoch<", ">not recorded<");
    }

    @Test
    void playsASmallCopyOfEachMistake() throws IOException {
        Path wide = video("wide.mp4", 200, 320);
        String html = page(evaluation(List.of(prediction(wide, false, 0.9)), List.of()), List.of("left", "right"));

        Matcher found = MP4.matcher(html);
        assertThat(found.find()).isTrue();
        Path copy = Files.write(folder.resolve("copy.mp4"), Base64.getDecoder().decode(found.group(1)));
        try (VideoReader reader = VideoReader.open(copy)) {
            VideoInfo info = reader.info();
            assertThat(info.width()).isEqualTo(Thumbnail.LARGEST_WIDTH);
            assertThat(info.height()).isEqualTo(160);
            assertThat(info.durationSeconds()).isBetween(3.9, 4.1);
        }
        assertThat(html).contains("right</strong> 90.00&nbsp;%", "left</strong> 10.00&nbsp;%");
    }

    @Test
    void showsTheMostConfidentMistakesFirstAndNoMoreThanTwelve() {
        List<VideoPrediction> predictions = IntStream.range(0, 30)
                .mapToObj(i -> prediction(Path.of(i + ".mp4"), i % 2 == 0, 0.5 + i / 100.0))
                .toList();

        List<VideoPrediction> worst =
                new WorstMistakes(evaluation(predictions, List.of()), List.of("a", "b"), thumbnail).videos();

        assertThat(worst).hasSize(12).noneMatch(VideoPrediction::isCorrect);
        assertThat(worst.get(0).file()).isEqualTo(Path.of("29.mp4"));
        assertThat(worst.get(11).file()).isEqualTo(Path.of("7.mp4"));
    }

    @Test
    void aVideoThatHasGoneIsANote() throws IOException {
        Path gone = folder.resolve("gone.mp4");

        String html = page(evaluation(List.of(prediction(gone, false, 0.7)), List.of()), List.of("a", "b"));

        assertThat(html).contains("can't be shown", gone.toString());
        assertThat(html).doesNotContain("<video");
    }

    @Test
    void thumbnailsKeepTimeAndSmallFrames() {
        Path small = video("small.mp4", 50, 18);
        byte[] mp4 = thumbnail.mp4(small);
        assertThat(mp4.length).isLessThan(20_000);
        // 50 frames at 25 a second: 1.96 s to the last frame, 25 frames at 12.5 a second.
        assertThat(frameCount(mp4)).isEqualTo(25);
        assertThat(frameCount(thumbnail.mp4(video("single.mp4", 1, 32)))).isEqualTo(1);
    }

    private int frameCount(byte[] mp4) {
        try {
            Path copy = Files.write(folder.resolve("counted.mp4"), mp4);
            try (VideoReader reader = VideoReader.open(copy)) {
                return reader.frameCount();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Evaluation ofClasses(int classes) {
        ConfusionMatrix confusion = new ConfusionMatrix(classes);
        Calibration calibration = new Calibration(15);
        List<VideoPrediction> predictions = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < 20; i++) {
                int best = i < (label + 10) % classes % 17 + 2 ? label : (label + 1) % classes;
                confusion.add(label, best);
                calibration.add(0.5, best == label);
                predictions.add(new VideoPrediction(
                        Path.of("gone.mp4"), List.of(label), List.of(0.5), List.of(best), List.of(0.5)));
            }
        }
        return new Evaluation(
                "",
                false,
                0.5,
                confusion.accuracy(),
                1,
                confusion.meanClassAccuracy(),
                Double.NaN,
                List.of(),
                confusion,
                calibration,
                predictions,
                new ScoreTable(classes, Collections.nCopies(predictions.size(), new float[classes])),
                List.of());
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "name of " + i).toList();
    }

    @Test
    void theClassesAreSortedWorstFirstBesideTheirNumbers() throws IOException {
        String html = page(ofClasses(400), names(400));
        String classes = html.substring(html.indexOf("<h2>Classes"), html.indexOf("<h2>Most confused"));

        List<Double> accuracies = Pattern.compile("<td class=\"number\" data-sort=\"([0-9.]+)\"><span class=\"bar\">")
                .matcher(classes)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
        // Accuracy, precision and F1 of each class.
        List<Double> first =
                IntStream.range(0, 400).mapToObj(i -> accuracies.get(3 * i)).toList();
        assertThat(accuracies).hasSize(3 * 400);
        assertThat(first).isSorted();
        assertThat(first.get(0)).isLessThan(first.get(399));
        assertThat(classes).contains("name of 123</td><td class=\"number\" data-sort=\"123\">123</td>");
    }

    @Test
    void top5IsLeftOutBelowSixClasses() throws IOException {
        assertThat(ofClasses(5).figures()).doesNotContainKey("top5");
        assertThat(page(ofClasses(5), names(5))).contains("Top-1").doesNotContain("Top-5");
        assertThat(ofClasses(6).figures()).containsKey("top5");
        assertThat(page(ofClasses(6), names(6))).contains("Top-5");
    }

    @Test
    void saysSoIfThereIsNoMistake() throws IOException {
        String html =
                page(evaluation(List.of(prediction(Path.of("right.mp4"), true, 0.7)), List.of()), List.of("a", "b"));

        assertThat(html)
                .contains("There is none.", "Classes without videos, left out: 1.")
                .doesNotContain("Skipped videos");
    }
}

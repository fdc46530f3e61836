package org.i3d4j.evaluate.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.error.I3dException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.report.html.Html;

/** The videos whose wrong class was the most probable one by far, to be played. */
record WorstMistakes(Evaluation evaluation, List<String> names, Thumbnail thumbnail) {
    static final int LARGEST_NUMBER = 12;

    /** The most confident first; predictions that are not numbers are left out. */
    List<VideoPrediction> videos() {
        return evaluation.predictions().stream()
                .filter(video -> !video.isCorrect() && !Double.isNaN(video.confidence()))
                .sorted(Comparator.comparingDouble(VideoPrediction::confidence).reversed())
                .limit(LARGEST_NUMBER)
                .toList();
    }

    String html() {
        List<VideoPrediction> videos = videos();
        if (videos.isEmpty()) {
            return "<p>There is none.</p>\n";
        }
        return videos.stream()
                .map(this::figure)
                .collect(Collectors.joining("", "<div class=\"mistakes\">\n", "</div>\n"));
    }

    private String figure(VideoPrediction video) {
        return """
                <figure>
                %s
                <figcaption>
                <strong class="wrong">%s</strong> %s<br>
                instead of %s
                <div class="faint path">%s</div>
                </figcaption>
                </figure>
                """.formatted(
                        player(video),
                        Html.escape(names.get(video.best())),
                        Html.percent(video.confidence()),
                        labels(video),
                        Html.path(video.file().toString()));
    }

    private String labels(VideoPrediction video) {
        return video.labels().isEmpty()
                ? "none"
                : IntStream.range(0, video.labels().size())
                        .mapToObj(i -> "<strong class=\"right\">%s</strong> %s"
                                .formatted(
                                        Html.escape(names.get(video.labels().get(i))),
                                        Html.percent(video.labelProbabilities().get(i))))
                        .collect(Collectors.joining(", "));
    }

    /** A video may have gone since it was measured; the report is about what was measured. */
    private String player(VideoPrediction video) {
        try {
            return "<video controls muted loop playsinline preload=\"metadata\" src=\"%s\"></video>"
                    .formatted(Html.dataUri("video/mp4", thumbnail.mp4(video.file())));
        } catch (I3dException e) {
            return "<div class=\"missing\"><span>can't be shown: %s</span></div>"
                    .formatted(Html.escape(String.valueOf(e.getMessage())));
        }
    }
}

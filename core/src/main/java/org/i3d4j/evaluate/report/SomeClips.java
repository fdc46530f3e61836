package org.i3d4j.evaluate.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.report.html.Html;
import org.i3d4j.report.picture.ContactSheet;
import org.i3d4j.report.picture.ContactSheet.Strip;
import org.i3d4j.report.picture.Pictures;

/** {@code clips.png}: videos of several classes, with what they were taken for. */
record SomeClips(Evaluation evaluation, List<String> names, FrameSource videos) {
    private static final int CLIPS = 8;

    /** @throws org.i3d4j.error.OutputException if it can't be drawn */
    ContactSheet sheet() {
        return new PredictionSheet(names, videos).ofSeveralClasses(evaluation.predictions(), CLIPS);
    }

    /** The rows of a sheet as figures, whose captions take the page's colours and lines. */
    static String html(ContactSheet sheet) {
        return sheet.strips().stream()
                .map(SomeClips::figure)
                .collect(Collectors.joining("", "<div class=\"strips\">\n", "</div>\n"));
    }

    private static String figure(Strip strip) {
        return """
                <figure>
                <figcaption class="%s">%s</figcaption>
                <div class="scroll"><img alt="" src="%s"></div>
                </figure>
                """.formatted(
                        strip.verdict().name().toLowerCase(Locale.ROOT),
                        Html.escape(strip.caption()),
                        Html.dataUri("image/png", Pictures.png(strip.frames())));
    }
}

package org.i3d4j.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.report.html.Html;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page of 400 classes in a browser, where Chromium is installed. */
class ReportPageIT {
    private static final int CLASSES = 400;
    private static final Pattern RESULT = Pattern.compile("<pre>(\\{.*?\\})</pre>", Pattern.DOTALL);
    private static final int TIMEOUT_SECONDS = 120;

    /** Measures the page in its frame, then filters it, then sorts it. */
    private static final String MEASURING = """
            const page = document.querySelector("iframe").contentDocument;
            const tables = [...page.querySelectorAll("table")];
            function brokenWords() {
              const broken = [];
              for (const cell of page.querySelectorAll("td, th, figcaption strong")) {
                const texts = page.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                  for (const word of texts.currentNode.data.matchAll(/[A-Za-z]+/g)) {
                    const range = page.createRange();
                    range.setStart(texts.currentNode, word.index);
                    range.setEnd(texts.currentNode, word.index + word[0].length);
                    if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) broken.push(word[0]);
                  }
                }
              }
              return broken;
            }
            function startsOfBars() {
              const starts = new Set();
              for (const row of tables[0].tBodies[0].rows) {
                [...row.cells].forEach((cell, column) => cell.querySelectorAll(".bar").forEach((bar) =>
                  starts.add(column + ":" + Math.round(bar.getBoundingClientRect().left))));
              }
              return starts.size;
            }
            const style = (selector) => getComputedStyle(page.querySelector(selector));
            const found = {
              width: page.documentElement.clientWidth,
              content: page.documentElement.scrollWidth,
              broken: brokenWords(),
              bars: startsOfBars(),
              paper: style("body").backgroundColor,
              chart: style("svg text").fill,
            };
            const input = page.querySelector("input[type=search]");
            input.value = "playing 123";
            input.dispatchEvent(new Event("input"));
            found.filtered = [...tables[0].tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.cells[0].textContent);
            found.calibrationHidden = tables[2].closest("section").hidden;
            input.value = "";
            input.dispatchEvent(new Event("input"));
            found.all = [...tables[0].tBodies[0].rows].filter((row) => !row.hidden).length;
            found.worst = tables[0].tBodies[0].rows[0].cells[0].textContent;
            tables[0].tHead.rows[0].cells[1].querySelector("button").click();
            found.greatestNumber = tables[0].tBodies[0].rows[0].cells[1].textContent;
            document.body.innerHTML = "";
            const pre = document.body.appendChild(document.createElement("pre"));
            pre.textContent = JSON.stringify(found);
            """;

    @TempDir
    private static Path folder;

    private static Path chromium;

    @BeforeAll
    static void writePage() {
        chromium = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        Assumptions.assumeFalse(chromium.toString().isEmpty(), "no Chromium to look with");
        List<String> names = IntStream.range(0, CLASSES)
                .mapToObj(i -> "playing squash or racquetball " + i)
                .toList();
        new EvaluationReport(evaluation(), ClassNames.of(names), SomeProvenance.trained(), VideoLimits.DEFAULT)
                .write(folder.resolve("report"));
    }

    /** Of class i as many are right as i has hundreds and two; the others are taken for the next class. */
    private static Evaluation evaluation() {
        ConfusionMatrix confusion = new ConfusionMatrix(CLASSES);
        Calibration calibration = new Calibration(15);
        List<VideoPrediction> predictions = new ArrayList<>();
        for (int label = 0; label < CLASSES; label++) {
            for (int i = 0; i < 10; i++) {
                int best = (label == 123 && i > 0) || i > label / 100 + 2 ? (label + 1) % CLASSES : label;
                confusion.add(label, best);
                calibration.add((i + 0.5) / 10, best == label);
                predictions.add(new VideoPrediction(
                        folder.resolve("a_long_name_of_a_video_" + label + "_000012_000022.mp4"),
                        List.of(label),
                        List.of(0.1),
                        List.of(best),
                        List.of(0.5)));
            }
        }
        return new Evaluation(
                "a protocol",
                false,
                1,
                confusion.accuracy(),
                1,
                confusion.meanClassAccuracy(),
                Double.NaN,
                List.of(),
                confusion,
                calibration,
                predictions,
                new ScoreTable(CLASSES, Collections.nCopies(predictions.size(), new float[CLASSES])),
                List.of(new SkippedVideo(folder.resolve("a_long_name_of_a_missing_video_000012.mp4"), "missing")));
    }

    private static JsonNode measured(int width, boolean dark) throws IOException, InterruptedException {
        String page = Files.readString(folder.resolve("report/report.html"));
        Path frame = folder.resolve("frame-" + width + dark + ".html");
        Files.writeString(
                frame,
                "<!DOCTYPE html><meta name=\"color-scheme\" content=\"light dark\"><body>"
                        + "<iframe style=\"border:0;width:%dpx;height:900px\" srcdoc=\"%s\"></iframe><script>\nonload = () => {\n%s};\n</script>"
                                .formatted(
                                        width,
                                        page.lines().map(Html::escape).collect(Collectors.joining("\n")),
                                        MEASURING));
        Path output = folder.resolve("dom-" + width + dark + ".html");
        Process browser = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                        "--window-size=1200,1000",
                        "--dump-dom",
                        frame.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(browser.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        Matcher result = RESULT.matcher(Files.readString(output, StandardCharsets.UTF_8));
        assertThat(result.find()).as("a result in %s", output).isTrue();
        return JsonMapper.shared().readTree(result.group(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 484, 1100})
    void fitsTheScreenWithWholeWordsAndBarsThatBeginAtOnePlace(int width) throws IOException, InterruptedException {
        JsonNode page = measured(width, false);

        assertThat(page.get("width").intValue()).isEqualTo(width);
        assertThat(page.get("content").intValue()).isLessThanOrEqualTo(width);
        assertThat(page.get("broken").size()).as("%s", page.get("broken")).isZero();
        // Accuracy, precision and F1.
        assertThat(page.get("bars").intValue()).isEqualTo(3);
    }

    @Test
    void isFilteredByWordsAndSortedByAClick() throws IOException, InterruptedException {
        JsonNode page = measured(1100, false);

        assertThat(page.get("worst").stringValue()).isEqualTo("playing squash or racquetball 123");
        assertThat(page.get("filtered").values())
                .extracting(JsonNode::stringValue)
                .containsExactlyInAnyOrder("playing squash or racquetball 123", "playing squash or racquetball 122");
        assertThat(page.get("calibrationHidden").booleanValue()).isTrue();
        assertThat(page.get("all").intValue()).isEqualTo(CLASSES);
        assertThat(page.get("greatestNumber").stringValue()).isEqualTo("399");
    }

    @Test
    void chartsFollowADarkScreen() throws IOException, InterruptedException {
        JsonNode light = measured(1100, false);
        JsonNode dark = measured(1100, true);

        assertThat(light.get("paper").stringValue()).isEqualTo("rgb(255, 255, 255)");
        assertThat(light.get("chart").stringValue()).isEqualTo("rgb(31, 35, 40)");
        assertThat(dark.get("paper").stringValue()).isEqualTo("rgb(13, 17, 23)");
        assertThat(dark.get("chart").stringValue()).isEqualTo("rgb(230, 237, 243)");
    }
}

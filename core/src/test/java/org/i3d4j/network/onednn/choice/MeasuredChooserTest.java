package org.i3d4j.network.onednn.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.files.SharedText;
import org.i3d4j.network.LayerChoice.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredChooserTest {
    private static final String MACHINE = "A CPU, AVX2, oneDNN 3.11.0, 2 threads, fp32";
    private static final LayerWays LAYER = layer("one", 64);

    @TempDir
    private Path folder;

    private static LayerWays layer(String name, int inputs) {
        ConvUnit unit = new ConvUnit(name, inputs, 192, Extent.cube(3), Extent.cube(1));
        return new LayerWays(unit, Reads.MAPS, new Extent(8, 56, 56), List.of(Way.WINOGRAD, Way.DIRECT));
    }

    private Path file() {
        return folder.resolve("cache/times.json");
    }

    private MeasuredChooser chooser(MeasuredChooser.LayerTimes layerTimes) {
        return new MeasuredChooser(new SharedText(file()), MACHINE, layerTimes);
    }

    private static Choice chosen(MeasuredChooser chooser) {
        return Objects.requireNonNull(chooser.choose(List.of(LAYER)).get(LAYER));
    }

    private static MeasuredChooser.LayerTimes times(double winograd, double direct) {
        return layer -> Map.of("winograd", winograd, "direct", direct);
    }

    private static final MeasuredChooser.LayerTimes NONE = layer -> {
        throw new AssertionError("measured again");
    };

    @ParameterizedTest
    @CsvSource({
        "10, 9, direct",
        "10, 9.6, winograd",
        "10, 11, winograd",
        "10, Infinity, winograd",
        "Infinity, 9, direct"
    })
    void theFastestWinsWhereItIsClearlyFasterThanTheRule(double winograd, double direct, String chosen) {
        Choice choice = chosen(chooser(times(winograd, direct)));

        assertThat(choice.way().name()).isEqualTo(chosen);
        assertThat(choice.source()).isEqualTo(Source.MEASURED);
        assertThat(choice.milliseconds()).isEqualTo(Map.of("winograd", winograd, "direct", direct));
    }

    @ParameterizedTest
    @ValueSource(doubles = {9, Double.POSITIVE_INFINITY})
    void whatIsKeptIsNotMeasuredAgain(double direct) {
        Choice measured = chosen(chooser(times(10, direct)));
        LayerWays alike = layer("of another name", 64);

        assertThat(chooser(NONE).choose(List.of(alike)))
                .containsExactly(Map.entry(alike, new Choice(measured.way(), Source.KEPT, measured.milliseconds())));
    }

    @Test
    void eachShapeIsMeasuredOnce() {
        AtomicInteger measured = new AtomicInteger();
        LayerWays alike = layer("two", 64);
        LayerWays other = layer("three", 32);

        Map<LayerWays, Choice> choices = chooser(layer -> {
                    measured.incrementAndGet();
                    return times(10, layer.unit().inputChannels() == 64 ? 9 : 11)
                            .milliseconds(layer);
                })
                .choose(List.of(LAYER, alike, other));

        assertThat(measured).hasValue(2);
        assertThat(choices.get(LAYER)).isNotNull().isEqualTo(choices.get(alike));
        assertThat(choices.get(other)).extracting(Choice::way).isEqualTo(Way.WINOGRAD);
    }

    @Test
    void anotherMachineHasTimesOfItsOwn() {
        chooser(times(10, 9)).choose(List.of(LAYER));
        new MeasuredChooser(new SharedText(file()), "another", times(9, 10)).choose(List.of(LAYER));

        assertThat(chosen(chooser(NONE)).way()).isEqualTo(Way.DIRECT);
        assertThat(chosen(new MeasuredChooser(new SharedText(file()), "another", NONE))
                        .way())
                .isEqualTo(Way.WINOGRAD);
    }

    /** As an earlier version leaves it, which knew fewer ways. */
    @Test
    void timesOfOtherWaysAreMeasuredAgain() throws IOException {
        chooser(times(10, 9)).choose(List.of(LAYER));
        Files.writeString(file(), Files.readString(file()).replace("winograd", "another"));

        assertThat(chosen(chooser(times(9, 10))).source()).isEqualTo(Source.MEASURED);
        assertThat(chosen(chooser(NONE)).way()).isEqualTo(Way.WINOGRAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"A CPU",
                "[]",
                "{\"a\": 1}",
                "{\"a\": {\"b\": 1}}",
                "{\"a\": {\"b\": {\"direct\": \"fast\"}}}",
                "{\"a\": {\"b\": {\"direct\": -1}}}"
            })
    void aDamagedFileIsMeasuredAgainAndMadeWhole(String damaged) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), damaged);

        assertThat(chosen(chooser(times(10, 9))).source()).isEqualTo(Source.MEASURED);
        assertThat(chosen(chooser(NONE)).source()).isEqualTo(Source.KEPT);
    }

    @Test
    void whereTimesCantBeKeptTheRuleDecides() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");

        assertThat(chooser(NONE).choose(List.of(LAYER))).isEmpty();
    }

    @Test
    void whatCantBeMeasuredIsLeftToTheRule() {
        LayerWays other = layer("three", 32);
        MeasuredChooser chooser = chooser(layer -> {
            if (layer.equals(LAYER)) {
                throw new IllegalStateException("out of memory");
            }
            return times(10, 9).milliseconds(layer);
        });

        assertThat(chooser.choose(List.of(LAYER, other))).containsOnlyKeys(other);
    }

    /** What was measured before is kept; the next process goes on. */
    @Test
    void aBusyMachineMeasuresWhatIsLeftAnotherTime() {
        LayerWays other = layer("three", 32);
        MeasuredChooser.LayerTimes busy = layer -> {
            if (layer.equals(other)) {
                throw new BusyMachineException();
            }
            return times(10, 9).milliseconds(layer);
        };
        LayerWays last = layer("last", 16);

        assertThat(chooser(busy).choose(List.of(LAYER, other, last))).containsOnlyKeys(LAYER);

        Map<LayerWays, Choice> choices = chooser(times(10, 9)).choose(List.of(LAYER, other, last));
        assertThat(choices.values())
                .extracting(Choice::source)
                .containsExactlyInAnyOrder(Source.KEPT, Source.MEASURED, Source.MEASURED);
    }

    @Test
    void twoAtOnceChooseAlike() throws Exception {
        AtomicInteger measured = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(2);
        List<Callable<Choice>> both = new ArrayList<>();
        for (double direct : new double[] {9, 11}) {
            both.add(() -> {
                MeasuredChooser chooser = chooser(layer -> {
                    measured.incrementAndGet();
                    return times(10, direct).milliseconds(layer);
                });
                together.await();
                return chosen(chooser);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Choice>> choices = threads.invokeAll(both);

            assertThat(choices.get(0).get().way())
                    .isEqualTo(choices.get(1).get().way());
            assertThat(measured).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }
}

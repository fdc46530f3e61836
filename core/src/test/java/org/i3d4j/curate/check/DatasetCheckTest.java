package org.i3d4j.curate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.DatasetParts;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.SmallSet;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.video.FrameSampler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private SmallSet set;
    private final List<Integer> progress = new ArrayList<>();

    @BeforeEach
    void writeVideos() throws IOException {
        set = SmallSet.write(folder.resolve("set"));
    }

    private List<DatasetPart> parts(int framesNeeded) {
        return DatasetParts.ofFolder(set.root(), null, List.of(), List.of()).stream()
                .map(part -> new DatasetPart(
                        part.name(),
                        part.split(),
                        Optional.of(new FrameSampler(FrameSampler.Mode.PART, framesNeeded, 1, 1))))
                .toList();
    }

    private CheckResult check(int framesNeeded, boolean decode, int workers) {
        return new DatasetCheck(new OrderedWork(workers, PATIENCE), decode).check(parts(framesNeeded), progress::add);
    }

    @Test
    void findsWhatIsMissingBrokenAndTooShort() {
        CheckResult result = check(8, false, 2);

        assertThat(result.problems())
                .extracting(Problem::file, Problem::part, Problem::kind)
                .containsExactly(
                        tuple(set.train("gone"), "train", Kind.MISSING),
                        tuple(set.train("gone2"), "train", Kind.MISSING),
                        tuple(set.train("broken"), "train", Kind.BROKEN),
                        tuple(set.train("short"), "train", Kind.TOO_SHORT));
        assertThat(result.problems().get(2).detail()).startsWith("can't be read as video");
        assertThat(result.problems().get(3).detail()).startsWith("has 4 frames; a clip takes 8");
        assertThat(progress).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void countsWhatIsThere() {
        CheckResult result = check(1, false, 2);

        assertThat(result.parts().get(0).videos()).isEqualTo(3);
        assertThat(result.parts().get(0).frames()).isEqualTo(28);
        assertThat(result.parts().get(0).videosByClass()).isEqualTo(Map.of("red", 2, "green", 2, "blue", 0));
        assertThat(result.resolutions()).isEqualTo(Map.of("48x32", 4));
        assertThat(result.frameRates()).isEqualTo(Map.of("25.00", 4));
        assertThat(result.durationsSeconds()).hasSize(4).first().isEqualTo(4 / 25.0);
    }

    @Test
    void theNumberOfWorkersChangesNothing() {
        assertThat(check(8, true, 4)).isEqualTo(check(8, true, 1));
    }

    @Test
    void aFileCutShortIsDamagedAndItsGoodFramesCount() throws IOException {
        try (InputStream media = DatasetCheckTest.class.getResourceAsStream("/media/made/trunc_faststart.mp4")) {
            Files.write(set.train("first"), Objects.requireNonNull(media).readAllBytes());
        }

        CheckResult result = check(1, false, 2);

        assertThat(result.problems())
                .filteredOn(problem -> problem.kind() == Kind.DAMAGED)
                .extracting(Problem::file)
                .containsExactly(set.train("first"));
        assertThat(result.parts().get(0).damaged()).isOne();
        assertThat(result.parts().get(0).videos()).isEqualTo(3);
    }

    @Test
    void writesItAsFiles() throws IOException {
        new CheckReport(check(8, false, 2)).write(folder.resolve("report"));

        assertThat(folder.resolve("report"))
                .isDirectoryContaining("glob:**/resolutions.png")
                .isDirectoryContaining("glob:**/durations.png")
                .isDirectoryContaining("glob:**/classes.png");
        assertThat(Files.readAllLines(folder.resolve("report/classes.csv")))
                .containsExactly("class,train,val", "red,2,1", "green,2,0", "blue,0,0");
        assertThat(Files.readAllLines(folder.resolve("report/problems.csv")))
                .hasSize(5)
                .startsWith("file,split,kind,detail")
                .endsWith(set.train("short") + ",train,too short,has 4 frames; a clip takes 8 and will repeat some");
        assertThat(Files.readString(folder.resolve("report/summary.json")))
                .contains("\"too_short\" : 1", "\"missing\" : 2", "\"broken\" : 1", "\"classes_without_videos\" : 1");
    }

    @Test
    void allFaultyRowsAreProblemsAndTheOthersAreChecked() throws IOException {
        Path list = set.root().resolve("kinetics-400_train.csv");
        Files.writeString(list, Files.readString(list) + "red,odd,one,10,train\nred\n");
        Path val = set.root().resolve("kinetics-400_val.csv");
        Files.writeString(val, Files.readString(val) + "violet,other,0,10,val\nindigo,another,0,10,val\n");

        CheckResult result = check(1, false, 2);
        new CheckReport(result).write(folder.resolve("report"));

        assertThat(result.problems())
                .filteredOn(problem -> problem.kind() == Kind.FAULTY_ROW)
                .extracting(Problem::file, Problem::part, Problem::detail)
                .containsExactly(
                        tuple(list, "train", "line 8: time_start is 'one', expected whole seconds"),
                        tuple(list, "train", "line 9: found 1 columns, expected at least 4 as in the header"),
                        tuple(val, "val", "line 3: label 'violet' is not among the 3 classes, numbered as in training"),
                        tuple(
                                val,
                                "val",
                                "line 4: label 'indigo' is not among the 3 classes, numbered as in training"));
        assertThat(result.parts()).extracting(CheckResult.Part::faulty).containsExactly(2, 2);
        assertThat(result.parts()).extracting(CheckResult.Part::videos).containsExactly(3, 1);
        assertThat(Files.readString(folder.resolve("report/summary.json"))).contains("\"faulty_rows\" : 2");
        assertThat(Files.readString(folder.resolve("report/problems.csv"))).contains("faulty row,\"line 9: ");
    }

    @Test
    void aListOfNothingButFaultsIsReportedToo() throws IOException {
        Files.writeString(folder.resolve("train.txt"), "a.mp4 0 1\nb.mp4 1 2\n");

        CheckResult result = new DatasetCheck(new OrderedWork(1, PATIENCE), false)
                .check(DatasetParts.ofFolder(folder, "FileList", List.of(), List.of()), progress::add);

        assertThat(result.problems()).extracting(Problem::kind).containsExactly(Kind.FAULTY_ROW, Kind.FAULTY_ROW);
        assertThat(result.parts()).extracting(CheckResult.Part::videos).containsExactly(0);
    }
}

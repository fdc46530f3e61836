package org.i3d4j.bench.peer;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.i3d4j.bench.measure.BenchReport;
import org.i3d4j.bench.measure.PeakMemory;
import org.i3d4j.bench.measure.Timing;

/** Prints what {@code i3d bench --json} prints. */
final class Report {
    private Report() {}

    static void print(String benchmark, String engine, Arguments arguments, Timing timing) {
        new BenchReport(benchmark)
                .setting("shape", arguments.shapeNcthw().toString())
                .setting("engine", engine)
                .timing(timing, arguments.stopwatch().warmUps())
                .peakMemory(PeakMemory.bytes())
                .print(new PrintWriter(System.out, true, StandardCharsets.UTF_8), true);
    }
}

package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import org.i3d4j.cli.output.CommandAdvice;
import org.i3d4j.metrics.Agreement;
import org.i3d4j.metrics.Percent;
import org.i3d4j.network.Precision;
import org.i3d4j.quantize.PrecisionComparison;

/** Prints a model's answers in every precision that could be had, beside those in float32. */
final class PrecisionTable {
    private static final String ROW = "%-10s %9s %19s %21s%n";

    private PrecisionTable() {}

    static void print(PrecisionComparison comparison, PrintWriter out, PrintWriter err) {
        out.printf(Locale.ROOT, ROW, "precision", "top1", "same top1 as fp32", "difference of logits");
        comparison
                .agreements()
                .forEach((precision, agreement) -> out.printf(
                        Locale.ROOT,
                        ROW,
                        name(precision),
                        percent(agreement.top1(), 2),
                        percent(OptionalDouble.of(agreement.sameTop1()), 2),
                        percent(OptionalDouble.of(agreement.relativeDifference()), 3)));
        comparison
                .missing()
                .forEach((precision, reason) ->
                        out.println(name(precision) + " was not measured: " + CommandAdvice.in(reason)));
        out.flush();
        Agreement int8 = comparison.agreements().get(Precision.INT8);
        if (int8 != null && comparison.losesTooMuch()) {
            err.println(
                    "warning: int8 has the same top1 as fp32 on only " + percent(OptionalDouble.of(int8.sameTop1()), 2)
                            + " of the videos; try another --range, more --clips, or videos more like those it is to be used on");
            err.flush();
        }
    }

    private static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(OptionalDouble share, int decimals) {
        return share.isEmpty() ? "-" : Percent.of(share.getAsDouble(), decimals);
    }
}

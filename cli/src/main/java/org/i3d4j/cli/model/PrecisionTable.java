package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DeviceException;
import org.i3d4j.metrics.Agreement;
import org.i3d4j.metrics.Percent;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;

/** A model's answers in every precision that can be had here, beside those in float32. */
final class PrecisionTable {
    private static final String ROW = "%-10s %9s %19s %21s%n";
    /** Below it, 8-bit arithmetic costs more than it should. */
    private static final double EXPECTED_AGREEMENT = 0.98;

    private final Map<Precision, Agreement> measured = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * Runs the model in all precisions.
     *
     * @return videos that could not be read
     */
    List<SkippedVideo> measure(SavedModel model, ClipSource videos, IntConsumer progress) {
        List<Network> networks = new ArrayList<>();
        try {
            for (Precision precision : Precision.values()) {
                open(model, precision, networks);
            }
            return videos.run(networks, this::add, progress);
        } finally {
            networks.forEach(Network::close);
        }
    }

    private void open(SavedModel model, Precision precision, List<Network> networks) {
        try {
            networks.add(model.network(Compute.onCpu(precision)));
            measured.put(precision, new Agreement());
        } catch (DeviceException e) {
            missing.add(name(precision) + " was not measured: " + ErrorMessage.of(e));
        }
    }

    private void add(int label, List<float[]> logits) {
        float[] reference = logits.get(0);
        int at = 0;
        for (Agreement agreement : measured.values()) {
            float[] found = logits.get(at);
            if (label == VideoSample.UNLABELLED) {
                agreement.add(reference, found);
            } else {
                agreement.add(reference, found, label);
            }
            at++;
        }
    }

    void print(PrintWriter out, PrintWriter err) {
        out.printf(Locale.ROOT, ROW, "precision", "top1", "same top1 as fp32", "difference of logits");
        measured.forEach((precision, agreement) -> out.printf(
                Locale.ROOT,
                ROW,
                name(precision),
                percent(agreement.top1(), 2),
                percent(OptionalDouble.of(agreement.sameTop1()), 2),
                percent(OptionalDouble.of(agreement.relativeDifference()), 3)));
        missing.forEach(out::println);
        out.flush();
        Agreement int8 = measured.get(Precision.INT8);
        if (int8 != null && !(int8.sameTop1() >= EXPECTED_AGREEMENT)) {
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

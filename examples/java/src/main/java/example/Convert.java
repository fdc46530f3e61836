package example;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.RoundTrip;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.quantize.CalibratedRanges;
import org.i3d4j.quantize.PrecisionComparison;
import org.i3d4j.quantize.QuantizationVideos;

/** Other forms of a model. */
final class Convert {
    private Convert() {}

    static void toPyTorch(Path checkpoint, Path folder) {
        SavedModel model = Checkpoints.read(checkpoint);
        Path written = ModelFormat.PYTORCH.write(
                folder.resolve("model.pt"), model.settings(), model.weights(), model.carried(), Optional.empty());
        RoundTrip same = RoundTrip.of(written, model.settings(), model.weights(), model.carried());
        System.out.println(same.figures());    // a model that computes something else is an error
    }

    static void toEightBits(Path checkpoint, List<Path> files, Path video) {
        SavedModel model = Checkpoints.read(checkpoint);
        QuantizationVideos videos = QuantizationVideos.ofFiles(model, files, "my videos", 64, 256);
        RangeRule rule = RangeRule.percentile(99.999);
        CalibratedRanges calibrated = CalibratedRanges.of(model, videos.calibration(), rule, done -> {});
        SavedModel ready = model.withRanges(calibrated.ranges());
        PrecisionComparison compared = PrecisionComparison.of(ready, videos.verification().orElseThrow(), done -> {});
        compared.agreements().forEach((precision, found) -> System.out.println(precision + " " + found.sameTop1()));
        try (I3d i3d = I3d.load(ready, Compute.onCpu(Precision.INT8))) {
            System.out.println(i3d.classify(video).best());
        }
    }
}

package org.i3d4j.network.onednn;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;
import org.i3d4j.error.DeviceException;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.network.calibration.ValueHistogram;
import org.i3d4j.network.onednn.plan.EightBits;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanOutput;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;

/**
 * The network in float32, which counts the values of its clips and of what its convolution units put out while clips go
 * through it: what 8-bit arithmetic has to know. Not safe for use by several threads at a time.
 */
public final class CalibratingNetwork implements Network {
    private final OneDnnNetwork network;
    private final ValueHistogram clipValues = new ValueHistogram();
    private final Map<String, Watched> watched = new HashMap<>();

    /**
     * A unit and the values that it put out.
     *
     * @param levels integers above 0 for them
     */
    private record Watched(ConvUnit unit, int levels, ValueHistogram values) {}

    /**
     * @param weights every tensor of the architecture; copied
     * @throws org.i3d4j.error.WeightsException if a tensor is missing or has another shape
     * @throws DeviceException if oneDNN can't run float32 fast here, or 8-bit arithmetic lacks something that the network has
     */
    public CalibratingNetwork(ModelSettings settings, StateDict weights) {
        OneDnn.obstacle(Precision.FP32).ifPresent(obstacle -> {
            throw new DeviceException("calibrating runs on oneDNN, which " + obstacle
                    + "; calibrate on another machine: the result can be used here");
        });
        OneDnnNetwork.requireEightBits(settings.architecture());
        settings.architecture().stages().forEach(this::watch);
        this.network = OneDnnNetwork.watched(settings, weights, this::count);
    }

    private void watch(Stage stage) {
        // What ends a branch is shown as what it and the shortcut add up to, which is rectified.
        Set<ConvUnit> signed =
                stage instanceof Residual block ? block.projection().stream().collect(Collectors.toSet()) : Set.of();
        stage.units().forEach(unit -> {
            int levels = EightBits.largest(!signed.contains(unit));
            watched.put(Lowering.shown(unit), new Watched(unit, levels, new ValueHistogram()));
        });
    }

    @Override
    public ModelSettings settings() {
        return network.settings();
    }

    @Override
    public String description() {
        return network.description() + ", calibrating";
    }

    @Override
    public Activations forward(ClipBatch clipsNcthw, Set<String> endpoints) {
        Activations activations = network.forward(clipsNcthw, endpoints);
        float[] plane = new float[clipsNcthw.height() * clipsNcthw.width()];
        for (int clip = 0; clip < clipsNcthw.clips(); clip++) {
            for (int channel = 0; channel < clipsNcthw.channels(); channel++) {
                for (int frame = 0; frame < clipsNcthw.frames(); frame++) {
                    clipsNcthw.plane(clip, channel, frame).get(plane);
                    clipValues.add(plane);
                }
            }
        }
        return activations;
    }

    private void count(PlanOutput output) {
        Watched of = watched.get(output.name());
        if (of == null) {
            return;
        }
        FloatBuffer values = output.floats();
        float[] map = new float[Math.toIntExact(output.size().volume())];
        for (int i = 0; i < output.clips() * output.channels(); i++) {
            values.get(map);
            of.values().add(map);
        }
    }

    /**
     * The ranges of all units by {@code rule}. Clips are bounded as they are: theirs is the largest value.
     *
     * @throws IllegalStateException if no clip came yet
     */
    public ActivationRanges ranges(RangeRule rule) {
        if (clipValues.count() == 0) {
            throw new IllegalStateException("no clip went through the network yet");
        }
        Map<String, Float> largest = new TreeMap<>();
        largest.put(ActivationRanges.INPUT, range(clipValues, RangeRule.max(), EightBits.LARGEST_S8));
        watched.values().forEach(of -> largest.put(of.unit().name(), range(of.values(), rule, of.levels())));
        return new ActivationRanges(largest);
    }

    /** Nothing but zeros fits into any range. */
    private static float range(ValueHistogram values, RangeRule rule, int levels) {
        return values.largest() == 0 ? 1 : rule.rangeOf(values, levels);
    }

    @Override
    public void close() {
        network.close();
    }
}

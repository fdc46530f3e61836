package org.i3d4j.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * Weights that tell the demo's videos of left, right, up and down apart without having been trained: motion energy (Adelson
 * and Bergen 1985). The first kernels are gratings that move 2.5 pixels a frame in one of four directions, in four phases;
 * the next layer adds the phases up, the others pass that on, and the head compares opposite directions. At other scales
 * than the demo's 64x64 pixels the speeds don't fit, and neither do the answers.
 */
public final class MotionDetector {
    /** In the order of the logits, as {@code MotionClass} has them. */
    public static final List<String> CLASSES = List.of("left", "right", "up", "down");

    private static final int[][] DIRECTIONS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    private static final int PHASES = 4;
    private static final double PIXELS_PER_FRAME = 2.5;
    private static final double WAVELENGTH_PIXELS = 8;
    private static final double SPREAD_PIXELS = 2.5;
    private static final double SPREAD_FRAMES = 2;
    private static final int SIDE = 7;
    /** Leaves probabilities below 1 that tell one clip of a video from another. */
    private static final float CONTRAST = 8;

    private MotionDetector() {}

    /** Of three channels and these classes. */
    public static ModelSettings settings() {
        return ModelSettings.of(3, CLASSES.size());
    }

    /** Every tensor of the network. */
    public static StateDict weights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(settings().architecture())) {
            float[] values = new float[Math.toIntExact(parameter.size())];
            if (parameter.role() == Role.GAMMA || parameter.role() == Role.RUNNING_VARIANCE) {
                Arrays.fill(values, 1);
            } else if (parameter.role() == Role.KERNEL) {
                fill(parameter, values);
            }
            long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
            tensors.put(parameter.name(), TensorData.of(values, shape));
        }
        return new StateDict(tensors);
    }

    private static void fill(Parameter parameter, float[] values) {
        switch (parameter.layer()) {
            case "Conv3d_1a_7x7" -> gratings(values);
            case "Conv3d_2b_1x1" -> addPhases(values);
            case "logits" -> compare(values);
            default -> passOn(parameter, values);
        }
    }

    private static void gratings(float[] values) {
        int taps = SIDE * SIDE * SIDE;
        for (int direction = 0; direction < DIRECTIONS.length; direction++) {
            for (int phase = 0; phase < PHASES; phase++) {
                float[] grating = grating(DIRECTIONS[direction], 2 * Math.PI * phase / PHASES);
                int filter = direction * PHASES + phase;
                for (int channel = 0; channel < 3; channel++) {
                    System.arraycopy(grating, 0, values, (filter * 3 + channel) * taps, taps);
                }
            }
        }
    }

    /** T,H,W, its mean 0: brightness alone is no motion. */
    private static float[] grating(int[] direction, double phase) {
        double[] values = new double[SIDE * SIDE * SIDE];
        double sum = 0;
        double weight = 0;
        double[] windows = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int t = i / (SIDE * SIDE) - SIDE / 2;
            int y = i / SIDE % SIDE - SIDE / 2;
            int x = i % SIDE - SIDE / 2;
            double along = direction[0] * x + direction[1] * y - PIXELS_PER_FRAME * t;
            windows[i] = Math.exp(-(x * x + y * y) / (2 * SPREAD_PIXELS * SPREAD_PIXELS)
                    - t * t / (2 * SPREAD_FRAMES * SPREAD_FRAMES));
            values[i] = windows[i] * Math.cos(2 * Math.PI / WAVELENGTH_PIXELS * along + phase);
            sum += values[i];
            weight += windows[i];
        }
        float[] grating = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            grating[i] = (float) ((values[i] - sum * windows[i] / weight) / weight);
        }
        return grating;
    }

    private static void addPhases(float[] values) {
        for (int filter = 0; filter < DIRECTIONS.length * PHASES; filter++) {
            values[filter / PHASES * 64 + filter] = 1;
        }
    }

    private static void compare(float[] values) {
        for (int direction = 0; direction < DIRECTIONS.length; direction++) {
            values[direction * 1024 + direction] = CONTRAST;
            values[direction * 1024 + (direction ^ 1)] = -CONTRAST;
        }
    }

    /** The middle tap of the first channels, through the one branch that has a single convolution. */
    private static void passOn(Parameter parameter, float[] values) {
        if (!parameter.layer().equals("Conv3d_2c_3x3") && !parameter.layer().endsWith(".b0")) {
            return;
        }
        int inputs = Math.toIntExact(parameter.shape().get(1));
        int taps = Math.toIntExact(parameter.size() / parameter.shape().get(0) / inputs);
        for (int channel = 0; channel < DIRECTIONS.length; channel++) {
            values[(channel * inputs + channel) * taps + taps / 2] = 1;
        }
    }
}

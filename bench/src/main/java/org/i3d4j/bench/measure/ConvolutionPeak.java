package org.i3d4j.bench.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Stage;

/**
 * The highest rate that an engine reaches on one convolution of the network alone: what a whole network could reach if
 * it were nothing but that layer, and so the measure of what is lost on the way.
 *
 * @param layer the fastest convolution, as {@code Conv3d_2c_3x3}
 * @param input the feature map that it read
 * @param gflops 1e9 floating-point operations (or integer ones) a second; a multiply-add is two
 */
public record ConvolutionPeak(String layer, Extent input, double gflops) {
    /** A clip of the published models, whatever the shape measured, so that figures can be compared. */
    public static final Extent CLIP = new Extent(64, 224, 224);

    /** The 3x3x3 convolutions whose maps are large: together most of the network's work. */
    private static final List<String> CANDIDATES = List.of("Conv3d_2c_3x3", "Mixed_3b.b1b", "Mixed_3c.b1b");

    private static final double OPERATIONS_PER_MULTIPLY_ADD = 2;
    private static final double GIGA = 1e9;

    /** One convolution of the network: kernel, input and output in memory, ready to run. */
    public interface Convolution extends AutoCloseable {
        void run();

        @Override
        void close();
    }

    /**
     * A convolution and what it reads.
     *
     * @param unit kernel, stride and channels; 'SAME' padding
     * @param input size of the feature map, one clip's
     */
    public record Layer(ConvUnit unit, Extent input) {
        double operations() {
            long weights = unit.kernel().volume() * unit.inputChannels() * unit.channels();
            return OPERATIONS_PER_MULTIPLY_ADD
                    * (double) weights
                    * (double) unit.outputSize(input).volume();
        }
    }

    /**
     * Measures the candidates and keeps the fastest; of each the shortest run counts, as a peak is what was possible.
     *
     * @param ready gets a layer ready to run on an engine
     */
    public static ConvolutionPeak measure(
            Architecture architecture, Stopwatch stopwatch, Function<Layer, Convolution> ready) {
        return candidates(architecture).stream()
                .map(layer -> of(layer, stopwatch, ready))
                .max(Comparator.comparingDouble(ConvolutionPeak::gflops))
                .orElseThrow();
    }

    private static ConvolutionPeak of(Layer layer, Stopwatch stopwatch, Function<Layer, Convolution> ready) {
        try (Convolution convolution = ready.apply(layer)) {
            double seconds = stopwatch.time(convolution::run).shortestSeconds();
            return new ConvolutionPeak(layer.unit().name(), layer.input(), layer.operations() / seconds / GIGA);
        }
    }

    static List<Layer> candidates(Architecture architecture) {
        Extent size = CLIP;
        List<Layer> layers = new ArrayList<>();
        for (Stage stage : architecture.stages()) {
            Extent input = size;
            stage.units()
                    .filter(unit -> CANDIDATES.contains(unit.name()))
                    .forEach(unit -> layers.add(new Layer(unit, input)));
            size = stage.outputSize(size);
        }
        return List.copyOf(layers);
    }
}

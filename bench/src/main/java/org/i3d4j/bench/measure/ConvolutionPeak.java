package org.i3d4j.bench.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Stage;

/**
 * The highest rate that an engine reaches on one convolution of the network alone: what a whole network could reach if
 * it were nothing but that layer, and so the measure of what is lost on the way. Both are timed in turn: by the hour and by
 * what others do on it, some machines multiply matrices several times as fast as at other times.
 *
 * @param layer the fastest convolution, as {@code Conv3d_2c_3x3}
 * @param input the feature map that it read
 * @param gflops 1e9 floating-point operations (or integer ones) a second in its median run; a multiply-add is two
 * @param share of it that the whole network reached in its median run
 */
public record ConvolutionPeak(String layer, Extent input, double gflops, double share) {
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
     * Measures the candidates in turn with the whole network, and keeps the fastest.
     *
     * @param operations of one run of the whole network, a multiply-add being two
     * @param whole runs it
     * @param ready gets a layer ready to run on an engine
     */
    public static ConvolutionPeak measure(
            Architecture architecture,
            Stopwatch stopwatch,
            double operations,
            Runnable whole,
            Function<Layer, Convolution> ready) {
        List<Layer> layers = candidates(architecture);
        List<Runnable> works = new ArrayList<>(List.of(whole));
        try (Alone alone = new Alone()) {
            layers.forEach(layer -> works.add(alone.add(ready.apply(layer))));
            List<Timing> timings = stopwatch.inTurn(works);
            double reached = operations / timings.get(0).medianSeconds() / GIGA;
            return IntStream.range(0, layers.size())
                    .mapToObj(i -> of(layers.get(i), timings.get(i + 1), reached))
                    .max(Comparator.comparingDouble(ConvolutionPeak::gflops))
                    .orElseThrow();
        }
    }

    private static ConvolutionPeak of(Layer layer, Timing timing, double reached) {
        double gflops = layer.operations() / timing.medianSeconds() / GIGA;
        return new ConvolutionPeak(layer.unit().name(), layer.input(), gflops, reached / gflops);
    }

    /** Those that are ready to run. */
    private static final class Alone implements AutoCloseable {
        private final Deque<Convolution> opened = new ArrayDeque<>();

        Runnable add(Convolution convolution) {
            opened.push(convolution);
            return convolution::run;
        }

        @Override
        public void close() {
            opened.forEach(Convolution::close);
        }
    }

    static List<Layer> candidates(Architecture architecture) {
        Extent size = CLIP;
        List<Layer> layers = new ArrayList<>();
        for (Stage stage : architecture.stages()) {
            stage.unitsFor(size)
                    .filter(read -> CANDIDATES.contains(read.unit().name()))
                    .forEach(read -> layers.add(new Layer(read.unit(), read.input())));
            size = stage.outputSize(size);
        }
        return List.copyOf(layers);
    }
}

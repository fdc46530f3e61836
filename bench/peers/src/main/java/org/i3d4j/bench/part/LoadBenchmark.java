package org.i3d4j.bench.part;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the weights of 400 classes, 51 MB; {@code i3d bench load} takes any format and builds the network too. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LoadBenchmark {
    private final TemporaryFile plain = new TemporaryFile(".safetensors");
    private final TemporaryFile checked = new TemporaryFile(".safetensors");

    public LoadBenchmark() {
        try (TorchNetwork network = TorchNetwork.random(ModelSettings.of(3, 400), "cpu", Precision.FP32, 1)) {
            SafetensorsWriter.write(plain.path(), Map.of(), network.stateDict().asMap());
            SafetensorsWriter.writeChecked(
                    checked.path(), Map.of(), network.stateDict().asMap());
        }
    }

    @Benchmark
    public SavedModel safetensors() {
        return Checkpoints.read(plain.path());
    }

    @Benchmark
    public SavedModel safetensorsWithChecksum() {
        return Checkpoints.read(checked.path());
    }

    @TearDown
    public void close() {
        plain.close();
        checked.close();
    }
}

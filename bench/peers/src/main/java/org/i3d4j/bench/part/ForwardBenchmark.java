package org.i3d4j.bench.part;

import java.util.concurrent.TimeUnit;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.video.ClipBatch;
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

/** The network on one clip of 16x112x112; {@code i3d bench forward} takes any shape. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ForwardBenchmark {

    /** A network with random weights and a clip of values that it may see. */
    public abstract static class Ready {
        private final Network network;
        private final ClipBatch clip = ClipBatch.allocate(1, 3, 16, 112, 112);

        Ready(Precision precision) {
            ModelSettings settings = ModelSettings.of(3, 400);
            try (TorchNetwork random = TorchNetwork.random(settings, "cpu", Precision.FP32, 1)) {
                network = Engines.create(settings, random.stateDict(), ActivationRanges.NONE, Compute.onCpu(precision));
            }
            for (int frame = 0; frame < clip.frames(); frame++) {
                for (int channel = 0; channel < clip.channels(); channel++) {
                    fill(frame, channel);
                }
            }
        }

        private void fill(int frame, int channel) {
            float[] plane = new float[clip.height() * clip.width()];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) Math.sin((i + 7 * frame + 13 * channel) / 11.0);
            }
            clip.plane(0, channel, frame).put(plane);
        }

        Logits forward() {
            return network.forward(clip);
        }

        @TearDown
        public void close() {
            network.close();
            clip.close();
        }
    }

    @State(Scope.Benchmark)
    public static class Fp32 extends Ready {
        public Fp32() {
            super(Precision.FP32);
        }
    }

    @State(Scope.Benchmark)
    public static class Bf16 extends Ready {
        public Bf16() {
            super(Precision.BF16);
        }
    }

    @Benchmark
    public Logits fp32(Fp32 ready) {
        return ready.forward();
    }

    @Benchmark
    public Logits bf16(Bf16 ready) {
        return ready.forward();
    }
}

package org.i3d4j.bench.peer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.bench.measure.Timing;
import org.i3d4j.torch.TorchRuntime;

/** libtorch from Java without i3d4j: {@link EagerNetwork} in float32, and libtorch's SGD with momentum. */
public final class EagerLibtorch {
    private static final int CLASSES = 400;

    private EagerLibtorch() {}

    /**
     * Runs as a program.
     *
     * @param args forward or train, the network as checkpoints call it, N,C,T,H,W WARMUPS RUNS
     */
    public static void main(String[] args) {
        Arguments arguments = Arguments.of(args[2], args[3], args[4]);
        boolean training = args[0].equals("train");
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            Architecture architecture = Backbone.named(args[1])
                    .orElseThrow()
                    .architecture(arguments.shapeNcthw().channels(), CLASSES);
            EagerNetwork network = new EagerNetwork(architecture, training);
            Tensor clips = torch.rand(arguments.shapeNcthw().sides())
                    .mul(new Scalar(2))
                    .sub(new Scalar(1));
            Runnable work = training ? step(network, clips) : () -> forward(network, clips);
            Timing timing = arguments.stopwatch().time(work);
            String engine = "libtorch " + TorchRuntime.version() + ", contiguous eager fp32";
            Report.print(args[0], engine, arguments, timing);
        }
    }

    private static void forward(EagerNetwork network, Tensor clips) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            network.forward(clips);
        }
    }

    private static Runnable step(EagerNetwork network, Tensor clips) {
        SGDOptions options = new SGDOptions(1e-4);
        options.momentum().put(0.9);
        options.weight_decay().put(4e-4);
        SGD sgd = new SGD(network.trainable(), options);
        Tensor labels = torch.arange(new Scalar(clips.size(0)));
        return () -> {
            try (PointerScope scope = new PointerScope()) {
                sgd.zero_grad();
                Tensor loss = torch.cross_entropy_loss(network.forward(clips), labels);
                loss.backward();
                sgd.step();
            }
        };
    }
}

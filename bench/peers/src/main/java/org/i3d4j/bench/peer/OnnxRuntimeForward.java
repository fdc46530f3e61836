package org.i3d4j.bench.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import org.i3d4j.bench.measure.Timing;

/**
 * ONNX Runtime on a model that {@code i3d convert} wrote: default settings, but for a thread a core, where it would count
 * half of the cores of some virtual machines.
 */
public final class OnnxRuntimeForward {
    private OnnxRuntimeForward() {}

    /**
     * Runs as a program.
     *
     * @param args MODEL.onnx N,C,T,H,W WARMUPS RUNS
     */
    public static void main(String[] args) throws OrtException {
        Arguments arguments = Arguments.of(args[1], args[2], args[3]);
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                SessionOptions options = new SessionOptions();
                OrtSession session = session(environment, options, args[0]);
                OnnxTensor clips = OnnxTensor.createTensor(
                        environment,
                        randomValues(arguments.shapeNcthw().values()),
                        arguments.shapeNcthw().sides())) {
            Map<String, OnnxTensor> input =
                    Map.of(session.getInputNames().iterator().next(), clips);
            Timing timing = arguments.stopwatch().time(() -> run(session, input));
            Report.print("forward", "ONNX Runtime " + environment.getVersion(), arguments, timing);
        }
    }

    private static OrtSession session(OrtEnvironment environment, SessionOptions options, String model)
            throws OrtException {
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        return environment.createSession(model, options);
    }

    private static void run(OrtSession session, Map<String, OnnxTensor> input) {
        try (OrtSession.Result logits = session.run(input)) {
            logits.get(0).getValue();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FloatBuffer randomValues(int count) {
        FloatBuffer values = ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            values.put(i, (float) (2 * random.nextDouble() - 1));
        }
        return values;
    }
}

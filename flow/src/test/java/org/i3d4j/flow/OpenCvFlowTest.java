package org.i3d4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Objects;
import org.i3d4j.video.flow.FlowEstimator;
import org.i3d4j.video.flow.FlowEstimators;
import org.i3d4j.video.flow.FlowMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against OpenCV 4.6 from Python, {@code golden/flow.json} of the golden kit. */
class OpenCvFlowTest {
    private static final int WIDTH = KnownMotion.WIDTH;
    private static final int HEIGHT = KnownMotion.HEIGHT;

    @ParameterizedTest
    @EnumSource
    void framesAreThoseOfTheKit(KnownMotion motion) {
        JsonNode row = golden(motion).get("frame1").get("row60_first16");
        ByteBuffer frame = motion.second();

        for (int x = 0; x < row.size(); x++) {
            assertThat(frame.get(60 * WIDTH + x) & 0xFF).isEqualTo(row.get(x).asInt());
        }
    }

    /** One parameter changed moves OpenCV's own result by 0.01 to 0.04 pixels; the sum of the parameters may not. */
    @ParameterizedTest
    @EnumSource
    void tvl1IsThatOfPython(KnownMotion motion) {
        assertThat(distance(flow(FlowMethod.TVL1, motion), golden(motion).get("tvl1")))
                .isLessThan(0.1);
    }

    @ParameterizedTest
    @EnumSource
    void farnebackIsThatOfPython(KnownMotion motion) {
        JsonNode farneback = golden(motion).get("farneback_0.5_3_15_3_5_1.2");

        assertThat(distance(flow(FlowMethod.FARNEBACK, motion), farneback)).isLessThan(0.1);
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodFindsTheMotion(FlowMethod method) {
        FloatBuffer flow = flow(method, KnownMotion.SHIFT);

        assertThat(mean(flow, 0)).isCloseTo(2.5, within(0.2));
        assertThat(mean(flow, 1)).isCloseTo(-1.25, within(0.2));
    }

    /** Nor does it take what happens to lie in the memory that it is given for a first guess. */
    @ParameterizedTest
    @EnumSource
    void anEstimatorRemembersNoPairBefore(FlowMethod method) {
        try (FlowEstimator estimator = FlowEstimators.create(method)) {
            FloatBuffer flow = buffer();
            for (int i = 0; i < flow.capacity(); i++) {
                flow.put(i, 1e30f);
            }
            estimate(estimator, KnownMotion.SHIFT, flow);
            float[] before = values(flow);
            estimate(estimator, KnownMotion.ZOOM, flow);
            estimate(estimator, KnownMotion.SHIFT, flow);

            assertThat(values(flow)).isEqualTo(before);
        }
    }

    private static FloatBuffer flow(FlowMethod method, KnownMotion motion) {
        try (FlowEstimator estimator = FlowEstimators.create(method)) {
            FloatBuffer flow = buffer();
            estimate(estimator, motion, flow);
            return flow;
        }
    }

    private static void estimate(FlowEstimator estimator, KnownMotion motion, FloatBuffer flow) {
        estimator.estimate(motion.first(), motion.second(), HEIGHT, WIDTH, flow);
    }

    private static FloatBuffer buffer() {
        return ByteBuffer.allocateDirect(2 * WIDTH * HEIGHT * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static float[] values(FloatBuffer flow) {
        float[] values = new float[flow.capacity()];
        flow.get(0, values);
        return values;
    }

    /** Mean distance in pixels over the points that the kit kept. */
    private static double distance(FloatBuffer flow, JsonNode expected) {
        double sum = 0;
        int points = 0;
        for (int row = 0; row < expected.get("grid_y").size(); row++) {
            for (int column = 0; column < expected.get("grid_x").size(); column++) {
                int pixel = expected.get("grid_y").get(row).asInt() * WIDTH
                        + expected.get("grid_x").get(column).asInt();
                double right = flow.get(2 * pixel)
                        - expected.get("u_grid").get(row).get(column).asDouble();
                double down = flow.get(2 * pixel + 1)
                        - expected.get("v_grid").get(row).get(column).asDouble();
                sum += Math.hypot(right, down);
                points++;
            }
        }
        return sum / points;
    }

    private static double mean(FloatBuffer flow, int channel) {
        double sum = 0;
        for (int i = channel; i < flow.capacity(); i += 2) {
            sum += flow.get(i);
        }
        return sum / (WIDTH * HEIGHT);
    }

    private static JsonNode golden(KnownMotion motion) {
        try (InputStream file = OpenCvFlowTest.class.getResourceAsStream("/golden/flow.json")) {
            return JsonMapper.shared()
                    .readTree(Objects.requireNonNull(file))
                    .get("pairs")
                    .get(motion.name().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

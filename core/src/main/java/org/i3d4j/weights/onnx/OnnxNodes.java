package org.i3d4j.weights.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.i3d4j.architecture.Extent;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.onnx.proto.AttributeProto;
import org.i3d4j.weights.onnx.proto.AttributeProto.AttributeType;
import org.i3d4j.weights.onnx.proto.GraphProto;
import org.i3d4j.weights.onnx.proto.NodeProto;
import org.i3d4j.weights.onnx.proto.TensorProto;

/** The nodes and constants of a graph, in the order in which they were added. */
final class OnnxNodes {
    static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final GraphProto.Builder graph;

    OnnxNodes(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /** A node with one output, after which it is named. */
    void add(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    /** A float32 constant. */
    String tensor(TensorData tensor, String name) {
        ByteString values = UnsafeByteOperations.unsafeWrap(tensor.values().duplicate());
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addAllDims(tensor.shape())
                .setRawData(values));
        return name;
    }

    /** Whole numbers. */
    String tensor(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(INT64)
                .addDims(values.length)
                .setRawData(ByteString.copyFrom(bytes)));
        return name;
    }

    static AttributeProto ints(String name, Extent extent) {
        return ints(name, List.of((long) extent.time(), (long) extent.height(), (long) extent.width()));
    }

    static AttributeProto ints(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }
}

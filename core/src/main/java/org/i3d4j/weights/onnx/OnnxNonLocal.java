package org.i3d4j.weights.onnx;

import java.util.List;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.weights.TensorData;

/** The products, weights and sums of a non-local block as nodes, for maps of any size. */
final class OnnxNonLocal {
    private final OnnxNodes nodes;
    private final NonLocal block;

    OnnxNonLocal(OnnxNodes nodes, NonLocal block) {
        this.nodes = nodes;
        this.block = block;
    }

    /**
     * Adds the nodes between the block's convolutions.
     *
     * @param queries,keys,values maps, N,C,T,H,W
     * @param input of the block
     * @return the sums of values, a map of the input's size
     */
    String sums(String queries, String keys, String values, String input) {
        String keyRows = positions(block.name() + ".keys", keys);
        String weights = weights(transposed(positions(block.name() + ".queries", queries)), keyRows);
        String sums = block.name() + ".sums";
        nodes.add("MatMul", sums, List.of(positions(block.name() + ".values", values), transposed(weights)));
        String map = block.name() + ".map";
        nodes.add("Reshape", map, List.of(sums, sizeOf(input)));
        return map;
    }

    /** N,C,T,H,W as N,C,T*H*W. */
    private String positions(String name, String map) {
        nodes.add("Reshape", name, List.of(map, nodes.tensor(name + ".shape", 0, 0, -1)));
        return name;
    }

    /** The last two axes swapped. */
    private String transposed(String matrices) {
        String name = matrices + ".transposed";
        nodes.add("Transpose", name, List.of(matrices), OnnxNodes.ints("perm", List.of(0L, 2L, 1L)));
        return name;
    }

    /** Of each query, by N, query, key. */
    private String weights(String queries, String keys) {
        String products = block.name() + ".products";
        nodes.add("MatMul", products, List.of(queries, keys));
        String name = block.name() + ".weights";
        if (block.weighting() == NonLocal.Weighting.MEAN) {
            String count = block.name() + ".count";
            nodes.add("Shape", count + ".whole", List.of(keys), OnnxNodes.integer("start", 2));
            nodes.add("Cast", count, List.of(count + ".whole"), OnnxNodes.integer("to", OnnxNodes.FLOAT));
            nodes.add("Div", name, List.of(products, count));
            return name;
        }
        double factor = block.weighting().factor(block.queryChannels(block.out().channels()), 1);
        String scaled = factor == 1 ? products : block.name() + ".scaled";
        if (factor != 1) {
            TensorData scale = TensorData.of(new float[] {(float) factor}, 1);
            nodes.add("Mul", scaled, List.of(products, nodes.tensor(scale, block.name() + ".scale")));
        }
        nodes.add("Softmax", name, List.of(scaled), OnnxNodes.integer("axis", -1));
        return name;
    }

    /** N and the channels of the sums, and the sides of the input. */
    private String sizeOf(String input) {
        String name = block.name() + ".size";
        nodes.add("Shape", name + ".sides", List.of(input), OnnxNodes.integer("start", 2));
        nodes.add(
                "Concat",
                name,
                List.of(nodes.tensor(name + ".rows", 0, 0), name + ".sides"),
                OnnxNodes.integer("axis", 0));
        return name;
    }
}

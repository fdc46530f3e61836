/**
 * Reads videos, weights and data sets and runs the network.
 *
 * <p>What is exported to all is the API, which is compared with the last version when it is built. Whatever else is public is for rooms
 * of the same house.
 */
module org.i3d4j.core {
    requires static transitive org.jspecify;
    requires transitive org.bytedeco.javacpp;
    requires transitive java.desktop;
    requires java.net.http;
    requires jdk.management;
    requires com.google.protobuf;
    requires de.siegmar.fastcsv;
    requires org.bytedeco.dnnl;
    requires org.bytedeco.ffmpeg;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires parquet.format.structures;
    requires tools.jackson.databind;

    exports org.i3d4j;
    exports org.i3d4j.architecture;
    exports org.i3d4j.checkpoint;
    exports org.i3d4j.config;
    exports org.i3d4j.config.file;
    exports org.i3d4j.data;
    exports org.i3d4j.data.clips;
    exports org.i3d4j.data.layouts;
    exports org.i3d4j.data.loading;
    exports org.i3d4j.data.motion;
    exports org.i3d4j.data.source;
    exports org.i3d4j.error;
    exports org.i3d4j.evaluate;
    exports org.i3d4j.frechet;
    exports org.i3d4j.features;
    exports org.i3d4j.metrics;
    exports org.i3d4j.network;
    exports org.i3d4j.network.calibration;
    exports org.i3d4j.predict;
    exports org.i3d4j.predict.heat;
    exports org.i3d4j.predict.picture;
    exports org.i3d4j.published;
    exports org.i3d4j.quantize;
    exports org.i3d4j.text;
    exports org.i3d4j.video;
    exports org.i3d4j.video.flow;
    exports org.i3d4j.video.pixels;
    exports org.i3d4j.video.transform;
    exports org.i3d4j.video.transform.frames;
    exports org.i3d4j.video.transform.random;
    exports org.i3d4j.weights;
    exports org.i3d4j.data.mixing to
            org.i3d4j.torch;
    exports org.i3d4j.evaluate.report to
            org.i3d4j.torch;
    exports org.i3d4j.files to
            org.i3d4j.torch;
    exports org.i3d4j.memory to
            org.i3d4j.torch;
    exports org.i3d4j.network.onednn.training to
            org.i3d4j.torch;
    exports org.i3d4j.report to
            org.i3d4j.torch;
    exports org.i3d4j.report.picture to
            org.i3d4j.torch;

    // Records of their own that metadata is written from.
    opens org.i3d4j.checkpoint to
            tools.jackson.databind;

    uses org.i3d4j.network.NetworkProvider;
    uses org.i3d4j.video.flow.FlowProvider;
    uses org.i3d4j.weights.files.WeightsFormat;

    provides org.i3d4j.network.NetworkProvider with
            org.i3d4j.network.onednn.OneDnnProvider;
    provides org.i3d4j.weights.files.WeightsFormat with
            org.i3d4j.weights.mindspore.MindSpore,
            org.i3d4j.weights.safetensors.Safetensors,
            org.i3d4j.weights.pickle.NumpyPickle,
            org.i3d4j.weights.pickle.PyTorch,
            org.i3d4j.weights.tfbundle.TensorFlowBundle;
}

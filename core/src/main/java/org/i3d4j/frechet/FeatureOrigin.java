package org.i3d4j.frechet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What features are of: only those of one origin can be compared.
 *
 * @param sampling which frames
 * @param modelSha256 of the network, by {@link ModelHash}
 */
public record FeatureOrigin(FvdProtocol protocol, ClipSampling sampling, String modelSha256) {

    /** By the names that files and JSON have for it. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("protocol", protocol.title());
        fields.put("frames", String.valueOf(sampling.frames()));
        fields.put("frame_stride", String.valueOf(sampling.stride()));
        fields.put("take", sampling.take().title());
        if (sampling.take() == ClipSampling.Take.RANDOM) {
            fields.put("seed", String.valueOf(sampling.seed()));
        }
        fields.put("model_sha256", modelSha256);
        return fields;
    }
}

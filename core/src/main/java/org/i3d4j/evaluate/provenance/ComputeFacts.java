package org.i3d4j.evaluate.provenance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.i3d4j.memory.Processor;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;

/**
 * What computed the logits.
 *
 * @param engine its name, version and device, as {@link Network#description} has them
 * @param precision of its convolutions
 * @param device as the user named it
 * @param deterministic whether layers were computed by rule, not as is fastest on this machine
 * @param processor name of the CPU
 */
public record ComputeFacts(String engine, Precision precision, String device, boolean deterministic, String processor) {

    /** Of a network that was made to compute so, on this machine. */
    public static ComputeFacts of(Network network, Compute compute) {
        return new ComputeFacts(
                network.description(),
                compute.precision(),
                compute.device(),
                compute.deterministic(),
                Processor.name());
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("engine", engine);
        fields.put("precision", precision.name().toLowerCase(Locale.ROOT));
        fields.put("device", device);
        fields.put("deterministic", deterministic);
        fields.put("processor", processor);
        return fields;
    }
}

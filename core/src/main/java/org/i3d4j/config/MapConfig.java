package org.i3d4j.config;

import java.util.List;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** What is done to a clip on its way to the network. */
public record MapConfig(
        @Key(doc = "transforms in their order; VideoToTensor is the last")
        List<Transform> operations,

        @Key(doc = "columns transformed", absent = "[video]", length = 1, choices = "video")
        List<String> inputColumns) {
    public MapConfig {
        operations = List.copyOf(operations);
        inputColumns = List.copyOf(inputColumns);
        KeyRules.require(MapConfig.class, operations, inputColumns);
        TransformChain.check("operations", operations);
    }

    /** The operations, ready to be carried out. */
    public TransformChain chain() {
        return new TransformChain(operations);
    }
}

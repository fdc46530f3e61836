package org.i3d4j.config;

import java.util.List;
import org.i3d4j.config.TransformConfig.VideoToTensor;
import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;
import org.i3d4j.error.ConfigException;

/** What is done to a clip on its way to the network. */
public record MapConfig(
        @Key(doc = "transforms in their order; VideoToTensor is the last")
        List<TransformConfig> operations,

        @Key(doc = "columns transformed", absent = "[video]", length = 1, choices = "video")
        List<String> inputColumns) {
    public MapConfig {
        operations = List.copyOf(operations);
        inputColumns = List.copyOf(inputColumns);
        KeyRules.require(MapConfig.class, operations, inputColumns);
        long tensors =
                operations.stream().filter(VideoToTensor.class::isInstance).count();
        if (tensors != 1 || !(operations.get(operations.size() - 1) instanceof VideoToTensor)) {
            throw new ConfigException("the last of 'operations', and no other, has to be VideoToTensor");
        }
        OperationOrder.check(operations);
        CropRoom.check(operations);
    }
}

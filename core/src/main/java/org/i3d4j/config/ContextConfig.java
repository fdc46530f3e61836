package org.i3d4j.config;

import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Where the reference system runs: taken so that its configs load. */
public record ContextConfig(
        @Key(doc = "0: graph mode, 1: eager mode; without effect here", absent = "0", min = 0, max = 1)
        int mode,

        @Key(
                doc = "device the configuration was written for; without effect here: --device decides",
                absent = "CPU",
                choices = {"GPU", "CPU"})
        String deviceTarget) {
    public ContextConfig {
        KeyRules.require(ContextConfig.class, mode, deviceTarget);
    }
}

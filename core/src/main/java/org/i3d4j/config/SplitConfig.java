package org.i3d4j.config;

import org.i3d4j.yaml.binding.Key;

/** The clips of one split, from the file to the network. */
public record SplitConfig(
        @Key(doc = "videos and the clips taken from them") DatasetConfig dataset,
        @Key(doc = "transforms of the clips") MapConfig map) {}

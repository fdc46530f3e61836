package org.i3d4j.config;

import org.i3d4j.config.binding.YamlNamed;

/** How a data set lies in its folder. */
public enum DatasetType implements YamlNamed {
    /** kinetics-400_{split}.csv beside folders of videos named by YouTube id and time. */
    KINETIC400("Kinetic400"),
    /** A folder for each split, in it a folder of videos for each class. */
    CLASS_FOLDERS("ClassFolders");

    private final String yamlName;

    DatasetType(String yamlName) {
        this.yamlName = yamlName;
    }

    @Override
    public String yamlName() {
        return yamlName;
    }
}

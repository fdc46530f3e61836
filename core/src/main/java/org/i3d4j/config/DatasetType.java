package org.i3d4j.config;

import org.i3d4j.text.YamlNamed;

/** How a data set lies in its folder. */
public enum DatasetType implements YamlNamed {
    /** kinetics-400_{split}.csv beside folders of videos named by YouTube id and time. */
    KINETIC400("Kinetic400"),
    /** A folder for each split, in it a folder of videos for each class. */
    CLASS_FOLDERS("ClassFolders"),
    /** As Kinetic400, with the lists and classes of Kinetics-600. */
    KINETICS600("Kinetics600"),
    /** As Kinetic400, with the lists and classes of Kinetics-700. */
    KINETICS700("Kinetics700"),
    /** Class folders of UCF-101 with classInd.txt and its lists of three folds. */
    UCF101("Ucf101"),
    /** Class folders of HMDB-51 with a list for each class and fold. */
    HMDB51("Hmdb51"),
    /** JSON lists and webm videos of Something-Something v2. */
    SOMETHING_V2("SomethingV2"),
    /** CSV lists and videos of Charades, several classes per video. */
    CHARADES("Charades"),
    /** A list of paths and labels for each split. */
    FILE_LIST("FileList");

    private final String yamlName;

    DatasetType(String yamlName) {
        this.yamlName = yamlName;
    }

    @Override
    public String yamlName() {
        return yamlName;
    }
}

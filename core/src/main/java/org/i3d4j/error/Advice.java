package org.i3d4j.error;

/**
 * What to do about an error where that is the business of the program, in the library's words, as they stand in messages. A program
 * that has names of its own for it, options or commands, tells its users these instead.
 */
public enum Advice {
    AS_CONVERTED("as conversion and quantization write it"),
    CALIBRATE("calibrate the model"),
    CALIBRATE_A_COPY("make a copy that is, which runs in any precision"),
    CHOOSE_NETWORK("say which to Checkpoints.read"),
    CONVERT_AGAIN("convert the checkpoint again"),
    FETCH_FIRST("fetch it first"),
    INFLATE("Inflation makes I3D of it"),
    LEARN_THE_KEYS("see what there is in docs/configuration.md"),
    LET_NETWORK("allow the network for it"),
    LIST_FAULTS("a check of the data set lists them all"),
    LIST_LEFTOVERS("all are in SavedModel.leftovers"),
    NAME_DATASET("give the folder of one"),
    NAME_DATASET_TYPE("name the data set's kind"),
    NAME_FLOAT_RANGE("say which it is"),
    NAME_FORMAT("name the format to write"),
    RESUME("resume from it"),
    RESUME_THERE("and resume"),
    SEE_SCHEDULE("see it drawn by LrSchedule"),
    SMALLER_CLIPS("use a smaller batch, fewer frames or smaller crops"),
    START_FROM_WEIGHTS("start from it as pretrained weights"),
    TRAIN_HEAD("train one, with these weights to start from"),
    TRY_LIBTORCH("the engine libtorch may be faster"),
    ASKED_FOR_ONEDNN("the engine onednn was asked for"),
    USE_CPU("use the device cpu"),
    WAIT_LONGER("a longer wait: the source's stall timeout"),
    SAME_WORLD_SIZE("give every process the same WORLD_SIZE"),
    REACH_MASTER("MASTER_ADDR has to lead to"),
    OVERRIDE("the override of"),
    OTHER_PORT("give all machines another MASTER_PORT"),
    OWN_RANKS("every process needs its own RANK, and the same MASTER_ADDR, MASTER_PORT and WORLD_SIZE");

    private final String words;

    Advice(String words) {
        this.words = words;
    }

    /** As it stands in messages; no other's words are part of it. */
    @Override
    public String toString() {
        return words;
    }
}

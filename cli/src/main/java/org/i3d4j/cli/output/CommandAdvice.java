package org.i3d4j.cli.output;

import org.i3d4j.error.Advice;

/** What the library advises, as options and commands of {@code i3d}. */
public final class CommandAdvice {
    private CommandAdvice() {}

    /** {@code message} with the command's words in place of the library's. */
    public static String in(String message) {
        String told = message;
        for (Advice advice : Advice.values()) {
            told = told.replace(advice.toString(), words(advice));
        }
        return told;
    }

    static String words(Advice advice) {
        return switch (advice) {
            case AS_CONVERTED -> "as i3d convert and quantize write it";
            case CALIBRATE -> "calibrate the model with i3d quantize";
            case CALIBRATE_A_COPY ->
                "make a copy that is, which runs in any precision: i3d quantize MODEL --calibrate DIR|CONFIG OUT";
            case CHOOSE_NETWORK -> "say which with --network";
            case CONVERT_AGAIN -> "write the checkpoint again with i3d convert";
            case FETCH_FIRST -> "fetch it with i3d weights get, without --offline";
            case INFLATE -> "i3d inflate makes I3D of it";
            case LEARN_THE_KEYS -> "see what there is with ./i3d config --reference";
            case LET_NETWORK -> "allow it with --allow-network";
            case LIST_FAULTS -> "i3d dataset check lists them all";
            case LIST_LEFTOVERS -> "i3d info lists them";
            case NAME_DATASET -> "give --dataset DIR";
            case NAME_DATASET_TYPE -> "name its kind with --type";
            case NAME_FLOAT_RANGE -> "say which it is with --float-range";
            case NAME_FORMAT -> "name one with --to";
            case RESUME -> "train on from it with --resume";
            case RESUME_THERE -> "and add --resume";
            case SEE_SCHEDULE -> "see it with i3d plot schedule";
            case SMALLER_CLIPS ->
                "use a smaller batch (batch_size, --batch), fewer frames (seq, --window) or smaller crops";
            case START_FROM_WEIGHTS -> "use it with --pretrained";
            case TRAIN_HEAD -> "train one, with i3d train --pretrained";
            case TRY_LIBTORCH -> "--engine libtorch may be faster";
            case ASKED_FOR_ONEDNN -> "--engine onednn";
            case USE_CPU -> "use --device cpu";
            case WAIT_LONGER -> "a longer wait: --stall-timeout";
            case SAME_WORLD_SIZE -> "give every launcher the same --nproc and --nnodes (WORLD_SIZE)";
            case REACH_MASTER -> "--master-addr (MASTER_ADDR) has to lead to";
            case OVERRIDE -> "--set";
            case OTHER_PORT -> "give all machines another --master-port (MASTER_PORT)";
            case OWN_RANKS ->
                "every machine needs a launcher with its own --node-rank (RANK), and the same --master-addr,"
                        + " --master-port, --nproc and --nnodes";
        };
    }
}

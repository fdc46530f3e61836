package org.i3d4j.data.layouts;

import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;

/** A split of a data set, as it lies in its folder, which is only read. */
public interface SplitLayout {

    /**
     * The classes as the data set itself numbers them; no video is opened.
     *
     * @throws org.i3d4j.error.DatasetException if what names them is missing, or can't be read at all
     */
    ClassNumbering classes();

    /**
     * Reads the lists of the split and looks which of its videos are there; the others are skipped. Rows that can't be
     * used are told in the result, all of them.
     *
     * @param numbering the numbers that classes get, by their names: the data set's own, or those that another side of the
     *     configuration or a checkpoint has
     * @throws org.i3d4j.error.DatasetException if a list or a folder is missing, or can't be read at all
     */
    ListedDataset list(ClassNumbering numbering);

    /**
     * The split by itself, in its own numbers.
     *
     * @throws org.i3d4j.error.DatasetException if it can't be read, rows can't be used, or no video is there
     */
    default ListedDataset open() {
        ListedDataset listed = list(classes().sound());
        listed.requireSound();
        return listed;
    }
}

package org.i3d4j.data;

import java.util.List;
import org.i3d4j.error.ListFault;

/**
 * Classes and the numbers they have: what labels of several data sets have to share to mean the same.
 *
 * @param names the first that of number 0
 * @param order for people: what the numbers follow, as {@code numbered alphabetically}
 * @param faults rows of the list that names the classes that can't be understood, and may have named others
 */
public record ClassNumbering(ClassNames names, String order, List<ListFault> faults) {
    public ClassNumbering {
        faults = List.copyOf(faults);
    }

    public ClassNumbering(ClassNames names, String order) {
        this(names, order, List.of());
    }

    /**
     * These, if there is no doubt about them.
     *
     * @throws org.i3d4j.error.DatasetException if the list that names them has faults
     */
    public ClassNumbering sound() {
        if (!faults.isEmpty()) {
            throw ListFault.exception(faults);
        }
        return this;
    }
}

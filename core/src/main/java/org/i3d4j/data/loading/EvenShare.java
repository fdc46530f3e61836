package org.i3d4j.data.loading;

import java.util.List;
import java.util.stream.IntStream;

/** Some of very many files, where to look at all of them would take minutes. */
final class EvenShare {
    private EvenShare() {}

    /**
     * All of them, or where they are more than {@code most}, every so many, so that none of their parts goes unseen.
     *
     * @param most of those that are returned, at least 1
     */
    static <T> List<T> of(List<T> all, int most) {
        int step = Math.max(1, (all.size() + most - 1) / most);
        return IntStream.iterate(0, at -> at < all.size(), at -> at + step)
                .mapToObj(all::get)
                .toList();
    }
}

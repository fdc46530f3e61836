package org.i3d4j.evaluate;

import java.util.List;
import java.util.Optional;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.PublishedClasses;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.text.Counted;

/**
 * The numbers that the classes of a data set get which a model is measured on: those the model was trained with.
 *
 * @param note what a user should hear of how they were found; empty if the data set numbers them alike
 */
public record ModelClasses(ClassNumbering numbering, Optional<String> note) {

    /**
     * Finds them: by the class names in the model's file; else, if the data set's classes are those of a published list that
     * fits the model, by that; else as the configuration's training data numbers them; else, where that is not there, as the
     * data set itself does.
     *
     * @throws DatasetException if the data set can't be read
     * @throws ConfigException if there are more classes than the model has
     */
    public static ModelClasses of(SavedModel model, ConfiguredDatasets datasets) {
        Optional<ClassNumbering> own = own(datasets);
        ModelClasses found = model.classNames().isEmpty() ? withoutNames(model, datasets, own) : named(model, own);
        int classes = found.numbering().names().size();
        if (classes > model.settings().classes()) {
            throw new ConfigException(model.file() + ": has "
                    + Counted.of(model.settings().classes(), "class") + ", the data set " + classes);
        }
        return found;
    }

    /**
     * Sees to it that a data set which numbers its classes itself numbers them as the model does, by the class names of the
     * model's file or of the published list that fits it. A model without any is trusted to be for this data set.
     *
     * @throws DatasetException naming the first class that has another number
     */
    public static void requireAlike(SavedModel model, VideoDataset dataset) {
        List<String> names = model.classNamesOrPublished();
        if (!names.isEmpty()) {
            String file = model.file().toString();
            dataset.classNames().requireFirstOf(ClassNames.of(names, file), dataset.description(), file);
        }
    }

    /** A data set need not number its classes where a model does: a list for evaluation may be all there is. */
    private static Optional<ClassNumbering> own(ConfiguredDatasets datasets) {
        try {
            return Optional.of(datasets.eval().classes());
        } catch (DatasetException e) {
            return Optional.empty();
        }
    }

    private static ModelClasses named(SavedModel model, Optional<ClassNumbering> own) {
        ClassNumbering numbering = new ClassNumbering(
                ClassNames.of(model.classNames(), model.file().toString()), "numbered as in " + model.file());
        return new ModelClasses(
                numbering,
                own.filter(numbered ->
                                !startsWith(model.classNames(), numbered.names().names()))
                        .map(numbered -> "the data set's classes, " + numbered.order()
                                + ", get the numbers that classes of these names have in " + model.file()));
    }

    private static boolean startsWith(List<String> names, List<String> first) {
        return names.size() >= first.size() && names.subList(0, first.size()).equals(first);
    }

    /** Classes that the data set does not number are held against the list label by label, when it is opened. */
    private static ModelClasses withoutNames(
            SavedModel model, ConfiguredDatasets datasets, Optional<ClassNumbering> own) {
        Optional<PublishedClasses> published = model.publishedClasses()
                .filter(list ->
                        own.map(numbered -> holds(list, numbered.names())).orElse(true));
        if (published.isPresent()) {
            String order =
                    "numbered as in DeepMind's models of " + published.get().title();
            return new ModelClasses(
                    new ClassNumbering(published.get().names(), order),
                    Optional.of(model.file() + " names no classes; they are taken to be " + order));
        }
        try {
            ClassNumbering training = datasets.trainingClasses().sound();
            return new ModelClasses(
                    training,
                    Optional.of(model.file() + " names no classes; they are taken to be "
                            + datasets.train().classes().order() + ", as the configuration's training has them"));
        } catch (DatasetException e) {
            ClassNumbering last = own.orElseThrow(() -> e).sound();
            return new ModelClasses(
                    last,
                    Optional.of(model.file() + " names no classes, and those of training can't be read: "
                            + e.getMessage() + "; they are taken to be " + last.order()));
        }
    }

    private static boolean holds(PublishedClasses list, ClassNames own) {
        ClassNames names = list.names();
        return own.size() > 0
                && own.names().stream()
                        .allMatch(name -> names.labelOfSpelling(name).isPresent());
    }
}

package org.i3d4j.yaml.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One key of the configuration: the single place for its meaning, unit, range and default. The binder, the checks of
 * the records' constructors and the reference documentation all read it. The key's name is the component's in
 * snake_case. Components that share their key have an annotation that carries it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
public @interface Key {
    /** What the key means, with its unit. */
    String doc();

    /**
     * The default as YAML text. Empty: the key is required; a section, though, may always be left out if it has no
     * required keys. The default of a section lies under what the user writes in it.
     */
    String absent() default "";

    /** Paths of other keys: the first of them that is given is the default. */
    String[] sameAs() default {};

    /** The least number allowed; for a list, the least element. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Numbers have to be greater than this. */
    double above() default Double.NEGATIVE_INFINITY;

    /** The greatest number allowed; for a list, the greatest element. */
    double max() default Double.POSITIVE_INFINITY;

    /** Numbers have to be less than this. */
    double below() default Double.POSITIVE_INFINITY;

    /** The words allowed; empty: any text. */
    String[] choices() default {};

    /** Whether the text becomes part of a file's name: then it is one itself, and leaves room for more. */
    boolean fileName() default false;

    /** Whether the text names a place on the machine at hand: a file or folder, which means nothing on another. */
    boolean place() default false;

    /** The number of elements a list has to have; 0: any number. */
    int length() default 0;

    /** Whether a lone value stands for a list of {@link #length()} equal ones. */
    boolean spread() default false;
}

package org.i3d4j.video.transform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.i3d4j.yaml.binding.Key;

/** The key {@code size} of a step that has no size by default. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@Key(doc = FixedSize.DOC, length = 2, spread = true, min = 1, max = FixedSize.LONGEST_SIDE)
@interface HeightAndWidth {}

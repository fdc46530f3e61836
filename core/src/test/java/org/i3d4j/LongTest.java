package org.i3d4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests that take long or wait for time limits: they run with {@code -Plong-tests}, and with that before every change lands. */
@Tag(LongTest.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface LongTest {
    String TAG = "long";
}

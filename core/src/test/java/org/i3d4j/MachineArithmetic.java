package org.i3d4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests of numbers that depend on the machine's instructions: they also run once for each set of them that it has. */
@Tag(MachineArithmetic.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface MachineArithmetic {
    String TAG = "arithmetic";
}

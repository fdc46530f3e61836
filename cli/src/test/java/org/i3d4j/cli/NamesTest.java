package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Here, where the classes of all modules are seen. */
class NamesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.i3d4j");

    @Test
    void noTwoClassesShareASimpleName() {
        Map<String, Set<String>> places = places(JavaClass::isTopLevelClass);

        assertThat(places).containsKeys("I3d", "TorchNetwork", "PredictCommand");
        assertThat(places)
                .allSatisfy((name, packages) -> assertThat(packages).as(name).hasSize(1));
    }

    /** Nested ones are read with the name of the class that they are in, but not where they stand alone. */
    @Test
    void noNestedClassIsNamedLikeAnother() {
        Set<String> topLevel = places(JavaClass::isTopLevelClass).keySet();
        // Records of configuration bear the names of the keys that they are read from, as the transforms do.
        Set<String> nested = places(
                        type -> type.isNestedClass() && !type.getPackageName().equals("org.i3d4j.config"))
                .keySet();

        assertThat(nested).isNotEmpty().doesNotContainAnyElementsOf(topLevel);
    }

    private static Map<String, Set<String>> places(Predicate<JavaClass> which) {
        Map<String, Set<String>> places = new TreeMap<>();
        CLASSES.stream()
                .filter(which)
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.isAssignableTo("com.google.protobuf.MessageOrBuilder"))
                .forEach(type -> places.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getPackageName()));
        return places;
    }
}

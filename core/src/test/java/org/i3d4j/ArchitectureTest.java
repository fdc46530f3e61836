package org.i3d4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "org.i3d4j";

    /** A package imports those of earlier lines only. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("text"),
            List.of("error"),
            List.of("architecture", "files", "memory", "metrics"),
            List.of("weights", "video", "config"),
            List.of("data", "network", "report"),
            List.of("checkpoint"),
            List.of("predict", "evaluate", "curate"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static Stream<String> packages() {
        return LAYERS.stream().flatMap(List::stream);
    }

    @Test
    void everyPackageHasItsLayer() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String below = type.getPackageName().substring(ROOT.length());
            if (!below.isEmpty()) {
                found.add(below.substring(1).split("\\.", 2)[0]);
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(packages().toList());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsPointOneWay(String name) {
        String[] notBelow = LAYERS.stream()
                .dropWhile(layer -> !layer.contains(name))
                .flatMap(List::stream)
                .filter(other -> !other.equals(name))
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(notBelow)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    private static String tree(String name) {
        return ROOT + "." + name + "..";
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void networksAndMetricsKnowNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(tree("network"), tree("metrics"), tree("architecture"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.io..")
                .check(CLASSES);
    }

    @Test
    void coreKnowsNoLibtorch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.pytorch..")
                .check(CLASSES);
    }
}

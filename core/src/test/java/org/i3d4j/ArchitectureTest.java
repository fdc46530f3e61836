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

    /** What they make public is for the reader of videos, which knows them and not they it. */
    @Test
    void innerRoomsOfVideoAreForVideoOnly() {
        String[] inner = {tree("video.ffmpeg"), tree("video.header"), tree("video.index")};
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("video"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inner)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(inner)
                .or()
                .resideInAPackage(tree("video.pixels"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".video")
                .check(CLASSES);
    }

    /** A room of data knows those of earlier lines only; the data sets themselves are in none. */
    private static final List<List<String>> ROOMS_OF_DATA = List.of(
            List.of("data.lists", "data.stored", "data.mixing"),
            List.of("data.source"),
            List.of("data"),
            List.of("data.loading"),
            List.of("data.layouts", "data.motion"));

    private static Stream<String> roomsOfData() {
        return ROOMS_OF_DATA.stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("roomsOfData")
    void roomsOfDataPointOneWay(String name) {
        String[] notBelow = ROOMS_OF_DATA.stream()
                .dropWhile(layer -> !layer.contains(name))
                .flatMap(List::stream)
                .filter(other -> !other.equals(name))
                .map(other -> ROOT + "." + other)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(notBelow)
                .check(CLASSES);
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

package org.i3d4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "org.i3d4j";

    /**
     * A package imports those of earlier lines only. YAML and its binding know no key, so that what has keys, as a transform,
     * declares them where it is; the configuration puts such things together.
     */
    static final List<List<String>> LAYERS = List.of(
            List.of("text"),
            List.of("error"),
            List.of("files", "memory"),
            List.of("yaml"),
            List.of("architecture", "metrics"),
            List.of("weights", "video"),
            List.of("config"),
            List.of("data", "network", "report"),
            List.of("checkpoint"),
            List.of("predict", "evaluate", "curate", "frechet", "published"),
            List.of("quantize", "features"));

    private static final long LARGEST_ROOM = 25;

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
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A room knows those of earlier lines of its floor only. */
    private static final List<List<List<String>>> ROOMS = List.of(
            List.of(
                    List.of("video.ffmpeg", "video.header", "video.index"),
                    List.of("video"),
                    List.of("video.pixels"),
                    List.of("video.scaling", "video.transform.frames", "video.transform.random", "video.writing"),
                    List.of("video.container", "video.transform"),
                    List.of("video.decoding", "video.live"),
                    List.of("video.reading")),
            List.of(
                    List.of("data.lists", "data.stored", "data.mixing"),
                    List.of("data.source"),
                    List.of("data.clips"),
                    List.of("data"),
                    List.of("data.loading"),
                    List.of("data.layouts", "data.motion")),
            List.of(List.of("yaml"), List.of("yaml.binding")),
            List.of(
                    List.of("weights"),
                    List.of("weights.files"),
                    List.of(
                            "weights.mindspore",
                            "weights.naming",
                            "weights.npy",
                            "weights.onnx",
                            "weights.pickle",
                            "weights.safetensors",
                            "weights.tfbundle")),
            List.of(List.of("config"), List.of("config.file")),
            List.of(
                    List.of("network"),
                    List.of("network.onednn.plan"),
                    List.of("network.onednn.choice", "network.onednn.training"),
                    List.of("network.onednn")));

    private static Stream<String> rooms() {
        return ROOMS.stream().flatMap(List::stream).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomsOfAFloorPointOneWay(String name) {
        String[] notBelow = ROOMS.stream()
                .flatMap(floor -> floor.stream().dropWhile(layer -> !layer.contains(name)))
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
    void roomsCanBeSeenAtAGlance() {
        Map<String, Long> sizes = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getPackageName().contains(".proto"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes).allSatisfy((room, files) -> assertThat(files).as(room).isLessThanOrEqualTo(LARGEST_ROOM));
    }

    /** What they make public is for the reader of videos, which knows them and not they it. */
    @Test
    void innerRoomsOfVideoAreForVideoOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("video"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        tree("video.ffmpeg"), tree("video.header"), tree("video.index"), tree("video.decoding"))
                .check(CLASSES);
    }

    @Test
    void howOneDnnPlansIsForItsEnginesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("network.onednn"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("network.onednn.plan"))
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

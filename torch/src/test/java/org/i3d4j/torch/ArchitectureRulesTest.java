package org.i3d4j.torch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.i3d4j");
    }

    @Test
    void theNetworkDoesNotKnowItsTraining() {
        noClasses()
                .that()
                .resideInAPackage("org.i3d4j.torch")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.i3d4j.torch.train..")
                .check(classes);
    }

    @Test
    void whoStartsProcessesDoesNotKnowWhatTheyTrain() {
        noClasses()
                .that()
                .resideInAPackage("org.i3d4j.torch.distributed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.i3d4j.torch.train..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("org.i3d4j.torch")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.i3d4j.torch.distributed..")
                .check(classes);
    }

    @Test
    void packagesOfThisModuleHaveNoCycles() {
        slices().matching("org.i3d4j.(torch..)").should().beFreeOfCycles().check(classes);
    }

    /** Training's rooms, from those that know least. */
    private static final List<String> ROOMS_OF_TRAINING = List.of("optimizer", "listeners", "checkpoint", "loop");

    @Test
    void roomsOfTrainingPointOneWay() {
        for (int room = 0; room < ROOMS_OF_TRAINING.size(); room++) {
            noClasses()
                    .that()
                    .resideInAPackage("org.i3d4j.torch.train." + ROOMS_OF_TRAINING.get(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(
                                    Stream.of("org.i3d4j.torch.train"),
                                    ROOMS_OF_TRAINING.stream()
                                            .skip(room + 1)
                                            .map(other -> "org.i3d4j.torch.train." + other))
                            .toArray(String[]::new))
                    .check(classes);
        }
    }

    @Test
    void nothingHereKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("org.i3d4j.torch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.i3d4j.cli..", "picocli..", "me.tongfei..")
                .check(classes);
    }

    @Test
    void coreDoesNotKnowLibtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.i3d4j.torch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.i3d4j.torch..", "org.bytedeco.pytorch..")
                .check(classes);
    }

    @Test
    void nothingPrintsForPeople() {
        noClasses()
                .that()
                .resideInAPackage("org.i3d4j.torch..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }
}

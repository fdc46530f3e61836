package org.i3d4j.torch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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

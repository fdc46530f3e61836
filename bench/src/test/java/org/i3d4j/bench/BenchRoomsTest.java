package org.i3d4j.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BenchRoomsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.i3d4j.bench");

    @Test
    void haveNoCycles() {
        slices().matching("org.i3d4j.bench.(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void knowNoCommandLine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.i3d4j.cli..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void measuringKnowsNoEngine() {
        noClasses()
                .that()
                .resideInAPackage("org.i3d4j.bench.measure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.i3d4j.network..", "org.i3d4j.torch..", "org.bytedeco..")
                .check(CLASSES);
    }
}

package org.i3d4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CommandRoomsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.i3d4j.cli");

    @Test
    void haveNoCycles() {
        slices().matching("org.i3d4j.cli.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void knowNotTheWholeCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.i3d4j.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.i3d4j.cli")
                .check(CLASSES);
    }
}

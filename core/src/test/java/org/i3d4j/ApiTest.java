package org.i3d4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** What the module shows is what is promised, and services are the same on the module path and on the class path. */
class ApiTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

    private static ModuleDescriptor module;

    @BeforeAll
    static void readModule() throws IOException {
        try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
    }

    @Test
    void whatServesOnTheClassPathServesOnTheModulePath() throws IOException {
        List<String> provided = new ArrayList<>();
        module.provides()
                .forEach(service -> service.providers().forEach(p -> provided.add(service.service() + " " + p)));

        List<String> listed = new ArrayList<>();
        try (Stream<Path> files = Files.list(SERVICES)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> listed.add(file.getFileName() + " " + line));
            }
        }

        assertThat(provided).containsExactlyInAnyOrderElementsOf(listed);
    }

    /** Java's page and the reader of the Javadoc look for the packages by this list. */
    @Test
    void everyPackageThatIsShownSaysWhatItIsFor() throws IOException {
        for (String name : ApiBaseline.packages(CLASSES)) {
            Path info = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
            assertThat(info).content(StandardCharsets.UTF_8).startsWith("/**");
        }
    }

    @Test
    void aBaselineHoldsWhatIsSeenFromOutside(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("api.jar");

        ApiBaseline.write(CLASSES, jar);

        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> names = zip.stream().map(Object::toString).toList();
            assertThat(names)
                    .contains("org/i3d4j/I3d.class", "org/i3d4j/checkpoint/SavedModel$Origin.class")
                    .doesNotContain("org/i3d4j/checkpoint/MetadataEntries.class")
                    .noneMatch(name -> name.startsWith("org/i3d4j/yaml"));
            ClassReader facade = new ClassReader(zip.getInputStream(zip.getEntry("org/i3d4j/I3d.class")));
            assertThat(facade.getClassName()).isEqualTo("org/i3d4j/I3d");
        }
    }
}

package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/i3d} over a Java that prints what it is started with. */
class LauncherScriptTest {
    private static final String CACHE = "-Dorg.bytedeco.javacpp.cachedir=";

    @TempDir
    private Path folder;

    private Path home;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher is for a POSIX shell");
        script("java/bin/java", "for word in \"$@\"; do echo \"$word\"; done; echo \"LC_ALL=${LC_ALL:-}\"");
        Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("i3d");
        Files.copy(Path.of("src/assembly/bin/i3d"), launcher);
        home = Files.createDirectory(folder.resolve("home of mine"));
        environment.put("JAVA_HOME", folder.resolve("java").toString());
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C");
    }

    private void script(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private CommandRun run() throws IOException, InterruptedException {
        return run("info");
    }

    private CommandRun run(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("/bin/sh", "bin/i3d"), Stream.of(words))
                        .toList())
                .directory(folder.toFile());
        List.of("OMP_NUM_THREADS", "LC_ALL", "LC_CTYPE", "LANG", "I3D_CACHE", "I3D_JAVA_OPTS", "HOME")
                .forEach(builder.environment()::remove);
        builder.environment().merge("PATH", folder.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        builder.environment().putAll(environment);
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new CommandRun(process.exitValue(), out, Files.readString(err));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest
    @CsvSource({
        "bench forward --threads 3, 3",
        "-q bench forward --threads=3 --runs 1, 3",
        "--log-file bench info --threads 3, ''",
        "-v --log-file FILE bench load --threads 12, 12",
        "predict --threads 3, ''",
        "bench forward --threads 0, ''"
    })
    void benchHasItsThreadsInTheEnvironment(String words, String threads) throws IOException, InterruptedException {
        script("java/bin/java", "echo \"threads=${OMP_NUM_THREADS:-}\"");

        assertThat(run(words.split(" ", -1)).succeeds().lines()).contains("threads=" + threads);
    }

    @Test
    void librariesAreUnpackedInAFolderOfTheUserAlone() throws IOException, InterruptedException {
        CommandRun first = run().succeeds();

        Path cache = home.resolve(".javacpp/cache");
        assertThat(first.lines()).contains(CACHE + cache);
        assertThat(permissions(cache)).isEqualTo("rwx------");
        assertThat(permissions(home.resolve(".javacpp"))).isEqualTo("rwx------");
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
        run().succeeds();
        assertThat(permissions(cache)).isEqualTo("rwx------");
    }

    @Test
    void theUserNamesAnother() throws IOException, InterruptedException {
        environment.put("I3D_CACHE", "a cache");
        environment.remove("HOME");
        assertThat(run().succeeds().lines())
                .contains(CACHE + folder.toRealPath().resolve("a cache"));

        environment.put("I3D_JAVA_OPTS", CACHE + "/elsewhere");
        assertThat(run().succeeds().lines().stream().filter(line -> line.startsWith(CACHE)))
                .containsExactly(CACHE + "/elsewhere");
    }

    @Test
    void aHomeThatCantBeWrittenToIsNotReplacedByAKnownFolder() throws IOException, InterruptedException {
        for (String nowhere : List.of("/proc/none", "")) {
            environment.put("HOME", nowhere);
            CommandRun run = run().failsWith(7, "set I3D_CACHE to a folder of your own");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aFolderThatEveryUserCanWriteToIsRefused() throws IOException, InterruptedException {
        Path cache = Files.createDirectories(home.resolve(".javacpp/cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        run().failsWith(7, cache + ", could be written to by every user; set I3D_CACHE");
    }

    @ParameterizedTest
    @CsvSource({".javacpp", ".javacpp/cache"})
    void aFolderOfAnotherUserIsRefused(String others) throws IOException, InterruptedException {
        Path cache = Files.createDirectories(home.resolve(".javacpp/cache"));
        CommandProcess.assumeSucceeds("only root gives folders away", "chown 65534 '" + home.resolve(others) + "'");

        run().failsWith(7, home.resolve(others) + ", belongs to another user; set I3D_CACHE");
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, home.resolve(others));
        environment.put("I3D_CACHE", link.toString());
        run().failsWith(7, link + ", belongs to another user");
        assertThat(cache).isEmptyDirectory();
    }

    /** As over ssh, with the name of a locale that is not installed here. */
    @ParameterizedTest
    @CsvSource({
        "en_US.UTF-8, C.UTF-8, C.UTF-8",
        "en_US.UTF-8, en_US.utf8, en_US.utf8",
        "de_DE.UTF-8, de_DE.UTF-8, de_DE.UTF-8",
        "C, C.UTF-8, C.UTF-8",
        "C, none, C"
    })
    void theCharmapCountsNotTheNameOfTheLocale(String set, String installed, String expected)
            throws IOException, InterruptedException {
        script("tools/locale", "[ \"$LC_ALL\" = " + installed + " ] && echo UTF-8 || echo ANSI_X3.4-1968");
        environment.put("LC_ALL", set);

        assertThat(run().succeeds().lines()).contains("LC_ALL=" + expected);
    }

    @Test
    void anotherCharmapThanAsciiIsTheUsersOwn() throws IOException, InterruptedException {
        script("tools/locale", "echo ISO-8859-1");
        environment.put("LC_ALL", "de_DE");

        assertThat(run().succeeds().lines()).contains("LC_ALL=de_DE");
    }
}

package org.i3d4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes what a module shows to all as a jar that later versions are compared with: its public and protected members without
 * code. The profile {@code api-baseline} runs it.
 */
public final class ApiBaseline {
    /** A baseline of the same API has the same bytes. */
    private static final long NO_TIME = 315_532_800_000L;

    private ApiBaseline() {}

    /**
     * Writes one.
     *
     * @param arguments the folder of the module's classes, and the jar to write
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void write(Path classes, Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : classesOf(classes)) {
                byte[] outline = outline(Files.readAllBytes(file));
                if (outline != null) {
                    ZipEntry entry =
                            new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
                    entry.setTime(NO_TIME);
                    zip.putNextEntry(entry);
                    zip.write(outline);
                }
            }
        }
    }

    /** Names of the packages that the module exports to all. */
    static List<String> packages(Path classes) throws IOException {
        try (InputStream module = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(module).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(Exports::source)
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> classesOf(Path classes) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : packages(classes)) {
            try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** The class without code and without what can't be seen from outside; null if none of it can. */
    private static byte @Nullable [] outline(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(0);
        Outline outline = new Outline(reader.getClassName(), writer);
        reader.accept(outline, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return outline.visible ? writer.toByteArray() : null;
    }

    private static final class Outline extends ClassVisitor {
        private final String name;
        private boolean visible;

        Outline(String name, ClassVisitor next) {
            super(Opcodes.ASM9, next);
            this.name = name;
        }

        private static boolean shows(int access) {
            return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
        }

        @Override
        public void visit(
                int version,
                int access,
                String className,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            visible = shows(access);
            super.visit(version, access, className, signature, superName, interfaces);
        }

        @Override
        public void visitInnerClass(String inner, @Nullable String outer, @Nullable String simple, int access) {
            if (inner.equals(name)) {
                visible = simple != null && shows(access);
            }
            super.visitInnerClass(inner, outer, simple, access);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String field, String type, @Nullable String signature, @Nullable Object value) {
            return shows(access) ? super.visitField(access, field, type, signature, value) : null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String method, String type, @Nullable String signature, String @Nullable [] exceptions) {
            return shows(access) ? super.visitMethod(access, method, type, signature, exceptions) : null;
        }
    }
}

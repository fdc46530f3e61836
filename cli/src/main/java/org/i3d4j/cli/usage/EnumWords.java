package org.i3d4j.cli.usage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.i3d4j.text.YamlNamed;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Constants of enums as users write them: as in configurations, else in lower case, with dashes. Upper case is understood as well. */
public final class EnumWords {
    private EnumWords() {}

    /** Has the options of {@code command}, and of the commands in it, read and offer such words. */
    public static void register(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List.copyOf(spec.options())
                .forEach(option -> Stream.of(option.auxiliaryTypes())
                        .filter(Class::isEnum)
                        .findFirst()
                        .ifPresent(type -> {
                            OptionSpec offered = OptionSpec.builder(option)
                                    .completionCandidates(of(type))
                                    .build();
                            spec.remove(option);
                            spec.addOption(offered);
                            registerConverter(command, type);
                        }));
        command.getSubcommands().values().forEach(EnumWords::register);
    }

    private static <T> void registerConverter(CommandLine command, Class<T> type) {
        ITypeConverter<T> converter = text -> constant(type, text);
        command.registerConverter(type, converter);
    }

    private static <T> T constant(Class<T> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> dashed(word(constant)).equalsIgnoreCase(dashed(text)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + String.join(", ", of(type)) + ", found '" + text + "'"));
    }

    private static List<String> of(Class<?> type) {
        return Stream.of(type.getEnumConstants()).map(EnumWords::word).toList();
    }

    private static String dashed(String word) {
        return word.replace('_', '-');
    }

    private static String word(Object constant) {
        if (constant instanceof YamlNamed named) {
            return named.yamlName();
        }
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

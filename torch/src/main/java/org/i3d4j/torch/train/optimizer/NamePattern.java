package org.i3d4j.torch.train.optimizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.NearestName;

/**
 * A pattern of tensor names: {@code *} stands for any text, {@code ?} for one character. It also fits the tensors of a
 * layer or block whose name it fits, so {@code Mixed_5c} means all of that block.
 *
 * @param key where it stands in the configuration, for messages
 * @param text as written
 */
public record NamePattern(String key, String text) {

    /** The names of the tensors that fit, running statistics included; in the order of {@code parameters}. */
    public List<String> in(List<Parameter> parameters) {
        Pattern pattern = Pattern.compile(expression());
        List<String> names = parameters.stream()
                .map(Parameter::name)
                .filter(name -> pattern.matcher(name).matches())
                .toList();
        if (names.isEmpty()) {
            throw new ConfigException(
                    "'" + key + "' holds '" + text + "', which fits no tensor of the network" + advice(parameters));
        }
        return names;
    }

    private String expression() {
        StringBuilder expression = new StringBuilder();
        text.codePoints()
                .forEach(c -> expression.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return expression + "(\\..*)?";
    }

    private String advice(List<Parameter> parameters) {
        Collection<String> known = new TreeSet<>();
        parameters.forEach(parameter -> known.addAll(prefixes(parameter.name())));
        String plain = text.replaceAll("[*?.]+$", "");
        return NearestName.among(known, plain)
                .map(NearestName::question)
                .orElseGet(() -> "; there are "
                        + String.join(
                                ", ",
                                known.stream()
                                        .filter(name -> !name.contains("."))
                                        .toList()));
    }

    /** The name and those of all layers around it. */
    private static List<String> prefixes(String name) {
        List<String> prefixes = new ArrayList<>();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            prefixes.add(name.substring(0, dot));
        }
        prefixes.add(name);
        return prefixes;
    }
}

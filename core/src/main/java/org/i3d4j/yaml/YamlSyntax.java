package org.i3d4j.yaml;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Words the syntax errors of the YAML parser, on one line. */
final class YamlSyntax {
    private YamlSyntax() {}

    static String explain(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t(TAB)") || problem.indexOf('\t') >= 0) {
            return "a tab can't indent or start a value in YAML; use spaces";
        }
        String context = e.getContext();
        String where = context == null || context.isEmpty() ? "" : " " + oneLine(context);
        return "not YAML" + where + ": " + oneLine(problem);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

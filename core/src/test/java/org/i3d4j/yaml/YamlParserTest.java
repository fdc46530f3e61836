package org.i3d4j.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.yaml.YamlValue.Entry;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlParserTest {
    @Test
    void remembersWhereKeysAndValuesStand() {
        Mapping root =
                (Mapping) YamlParser.parse("# head\na:\n  b:  'x'\n", "f").root();
        Scalar b = new Scalar(new Position("f", 3, 7), "x", false);
        Mapping a = new Mapping(new Position("f", 3, 3), Map.of("b", new Entry(new Position("f", 3, 3), b)));

        assertThat(root.entries()).isEqualTo(Map.of("a", new Entry(new Position("f", 2, 1), a)));
        assertThat(root.position()).hasToString("f:2:1");
    }

    @Test
    void aliasesRepeatAValue() {
        Mapping root = (Mapping) YamlParser.parse("a: &x [1, 2]\nb: *x\n", "f").root();

        assertThat(root.given("b")).isEqualTo(root.given("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\n\\tb: 2            | f:2:1: a tab can't indent or start a value in YAML; use spaces",
                "a: {b: 1                  | f:1:9: not YAML while parsing a flow mapping: expected ',' or '}'",
                "a: 1\\nb                  | f:2:2: not YAML while scanning a simple key: could not find expected ':'",
                "a: *none                  | f:1:4: no complete value named '&none' comes before this alias",
                "a: &x [*x]                | f:1:8: no complete value named '&x' comes before this alias",
                "a: &x {b: 1}\\nc:\\n  <<: *x | f:3:3: merge keys (<<) aren't supported; name a file to inherit from"
                        + " with 'base_config'",
                "a: 1\\n---\\nb: 2         | f:2:1: a second document starts here",
                "size: !!python/tuple [1]  | f:1:7: tags such as 'tag:yaml.org,2002:python/tuple' aren't supported",
                "a: !!str 1                | f:1:4: tags such as 'tag:yaml.org,2002:str' aren't supported",
                "? [a]\\n: 1               | f:1:3: a key has to be a word",
                "a: @b                     | f:1:4: not YAML while scanning for the next token: found character"
            })
    void refusesWithPositionAndReason(String text, String message) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t");

        assertThatThrownBy(() -> YamlParser.parse(yaml, "f"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesControlCharacters() {
        assertThatThrownBy(() -> YamlParser.parse("a: \u0000\n", "f"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("f: not YAML: ");
    }

    @Test
    void refusesDepthBeforeItCostsTheStack() {
        for (String open : List.of("[", "{a: ", "- ")) {
            assertThatThrownBy(() -> YamlParser.parse(open.repeat(200_000), "f"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageEndingWith("nested deeper than 32 levels");
        }
    }

    @Test
    void refusesAliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias))));
        }

        assertThatThrownBy(() -> YamlParser.parse(bomb.toString(), "f"))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("more than 10000 values, aliases counted as copies");
    }
}

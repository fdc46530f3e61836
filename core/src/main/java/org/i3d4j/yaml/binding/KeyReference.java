package org.i3d4j.yaml.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.i3d4j.yaml.KeyPath;

/** Documents the keys of a record and of the records below it as Markdown: a section each, a row a key. */
public final class KeyReference {
    private static final String TABLE_HEAD = "| key | type | default | range | meaning |\n|---|---|---|---|---|\n";

    private final StringBuilder text = new StringBuilder();
    private final Map<Type, String> described = new HashMap<>();

    private KeyReference() {}

    /** The keys of {@code root}, sections in the order of its components. */
    public static String markdown(Class<? extends Record> root) {
        KeyReference reference = new KeyReference();
        reference.heading("Top level");
        reference.keys(root, "");
        return reference.text.toString();
    }

    private void heading(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    private void keys(Class<?> recordType, String path) {
        List<RecordKey> keys = RecordKey.of(recordType);
        List<RecordKey> values = keys.stream().filter(key -> !key.isSection()).toList();
        if (!values.isEmpty()) {
            text.append(TABLE_HEAD);
            values.forEach(this::row);
        }
        for (RecordKey key : keys) {
            String keyPath = KeyPath.join(path, key.name());
            if (key.isSection()) {
                section(key, keyPath);
            } else if (element(key) instanceof Class<?> sealed && sealed.isSealed()) {
                variants(sealed, keyPath);
            }
        }
    }

    private void section(RecordKey key, String path) {
        heading("`" + path + "`");
        text.append(sentence(key.key().doc())).append('\n');
        if (!key.key().absent().isEmpty()) {
            text.append("\nWhat it leaves out comes from:\n\n```yaml\n")
                    .append(key.key().absent().strip())
                    .append("\n```\n");
        }
        text.append('\n');
        String earlier = described.putIfAbsent(key.type(), path);
        if (earlier == null) {
            keys((Class<?>) key.type(), path);
        } else {
            text.append("Its keys are those of `").append(earlier).append("`.\n");
        }
    }

    private void variants(Class<?> sealed, String path) {
        if (described.putIfAbsent(sealed, path) != null) {
            return;
        }
        heading("Elements of `" + path + "`");
        text.append("Each has the key `type`, which is one of these, and the keys of its type.\n");
        for (Class<?> variant : Variants.of(sealed)) {
            text.append("\n### `").append(variant.getSimpleName()).append("`\n\n");
            List<RecordKey> keys = RecordKey.of(variant);
            text.append(keys.isEmpty() ? "No further keys.\n" : TABLE_HEAD);
            keys.forEach(this::row);
        }
    }

    private void row(RecordKey key) {
        text.append("| `").append(key.name()).append("` | ").append(type(key));
        text.append(" | ").append(standard(key.key())).append(" | ").append(range(key));
        text.append(" | ").append(cell(sentence(key.key().doc()))).append(" |\n");
    }

    private static Type element(RecordKey key) {
        return key.type() instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : key.type();
    }

    private static String type(RecordKey key) {
        Class<?> element = (Class<?>) element(key);
        String one = element.isSealed() ? "section" : scalar(element);
        if (element.equals(key.type())) {
            return one;
        }
        int length = key.key().length();
        String list = "list of " + (length == 0 ? "" : length + " ") + one + (length == 1 ? "" : "s");
        return key.key().spread() ? one + ", or " + list : list;
    }

    private static String scalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "boolean" -> "boolean";
            case "int", "Integer", "long", "Long" -> "integer";
            case "double", "Double" -> "number";
            default -> type.isEnum() ? "word" : "text";
        };
    }

    private static String standard(Key key) {
        if (key.sameAs().length > 0) {
            return Arrays.stream(key.sameAs()).map(path -> "`" + path + "`").collect(Collectors.joining(", else "));
        }
        return key.absent().isEmpty() ? "**required**" : "`" + cell(key.absent().strip()) + "`";
    }

    private static String range(RecordKey key) {
        List<String> words = key.key().choices().length > 0
                ? List.of(key.key().choices())
                : ScalarTypes.words((Class<?>) element(key));
        if (!words.isEmpty()) {
            return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        }
        return KeyRules.bounded(key.key()) ? KeyRules.range(key.key()) : "";
    }

    private static String sentence(String doc) {
        return doc.substring(0, 1).toUpperCase(Locale.ROOT) + doc.substring(1) + ".";
    }

    /** Text that can't end a table's cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
    }
}

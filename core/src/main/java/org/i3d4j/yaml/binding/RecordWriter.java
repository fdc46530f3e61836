package org.i3d4j.yaml.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.i3d4j.yaml.KeyPath;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.serializer.Serializer;

/** Writes a record as YAML that {@link RecordBinder} reads back to an equal record. */
public final class RecordWriter {
    private final @Nullable Origins origins;
    private final Predicate<RecordKey> written;

    private RecordWriter(@Nullable Origins origins, Predicate<RecordKey> written) {
        this.origins = origins;
        this.written = written;
    }

    /** All keys with their values, in the order of the components; short lists on one line. */
    public static String write(Record root) {
        return new RecordWriter(null, key -> true).text(root);
    }

    /** The same without the keys that name places on this machine: {@link Key#place}. */
    public static String writeWithoutPlaces(Record root) {
        return new RecordWriter(null, key -> !key.key().place()).text(root);
    }

    /** The same with a comment behind every value that says where it came from. */
    public static String write(Record root, Origins origins) {
        return new RecordWriter(origins, key -> true).text(root);
    }

    private String text(Record root) {
        DumpSettings settings = DumpSettings.builder()
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .setDumpComments(origins != null)
                .build();
        Written text = new Written();
        Serializer serializer = new Serializer(settings, new Emitter(settings, text));
        serializer.emitStreamStart();
        serializer.serializeDocument(mapping(root, "", List.of()));
        serializer.emitStreamEnd();
        return text.all.toString();
    }

    private static final class Written implements StreamDataWriter {
        private final StringBuilder all = new StringBuilder();

        @Override
        public void write(String text) {
            all.append(text);
        }

        @Override
        public void write(String text, int offset, int length) {
            all.append(text, offset, offset + length);
        }
    }

    private Node mapping(Record value, String path, List<NodeTuple> first) {
        List<NodeTuple> entries = new ArrayList<>(first);
        RecordKey.of(value.getClass()).stream()
                .filter(written)
                .forEach(key -> entries.add(new NodeTuple(
                        text(key.name()), node(key, key.valueIn(value), KeyPath.join(path, key.name())))));
        return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
    }

    private Node node(RecordKey key, Object value, String path) {
        if (value instanceof Record section) {
            return mapping(section, path, typeOf(key, section, path));
        }
        if (value instanceof List<?> list && list.stream().anyMatch(Record.class::isInstance)) {
            List<Node> nodes = new ArrayList<>();
            list.forEach(element -> nodes.add(node(key, element, KeyPath.join(path, nodes.size()))));
            return new SequenceNode(Tag.SEQ, nodes, FlowStyle.BLOCK);
        }
        return commented(leaf(value), key, path);
    }

    private Node commented(Node leaf, RecordKey key, String path) {
        if (origins != null) {
            String comment = " " + origins.of(key, path);
            leaf.setInLineComments(
                    List.of(new CommentLine(Optional.empty(), Optional.empty(), comment, CommentType.IN_LINE)));
        }
        return leaf;
    }

    private static Node leaf(Object value) {
        if (value instanceof List<?> list) {
            List<Node> nodes = list.stream().map(RecordWriter::leaf).toList();
            return new SequenceNode(Tag.SEQ, nodes, FlowStyle.FLOW);
        }
        if (value instanceof Enum<?> constant) {
            return text(ScalarTypes.name(constant));
        }
        return value instanceof String text ? text(text) : plain(value);
    }

    /** The key that names the variant, for a record of a sealed interface. */
    private List<NodeTuple> typeOf(RecordKey key, Record section, String path) {
        Optional<Class<?>> sealed = List.<Class<?>>of(section.getClass().getInterfaces()).stream()
                .filter(Class::isSealed)
                .findFirst();
        return sealed.map(s -> {
                    Node name = text(section.getClass().getSimpleName());
                    String typePath = KeyPath.join(path, Variants.TYPE_KEY);
                    return List.of(new NodeTuple(text(Variants.TYPE_KEY), commented(name, key, typePath)));
                })
                .orElse(List.of());
    }

    private static Node plain(Object value) {
        Tag tag = value instanceof Boolean ? Tag.BOOL : value instanceof Double ? Tag.FLOAT : Tag.INT;
        return new ScalarNode(tag, value.toString(), ScalarStyle.PLAIN);
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }
}

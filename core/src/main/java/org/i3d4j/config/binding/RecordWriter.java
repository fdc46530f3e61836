package org.i3d4j.config.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes a record as YAML that {@link RecordBinder} reads back to an equal record. */
public final class RecordWriter {
    private RecordWriter() {}

    /** All keys with their values, in the order of the components; short lists on one line. */
    public static String write(Record root) {
        DumpSettings settings = DumpSettings.builder()
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .build();
        return new Present(settings)
                .emitToString(new Serialize(settings)
                        .serializeOne(mapping(root, List.of()))
                        .iterator());
    }

    private static Node mapping(Record value, List<NodeTuple> first) {
        List<NodeTuple> entries = new ArrayList<>(first);
        for (RecordKey key : RecordKey.of(value.getClass())) {
            entries.add(new NodeTuple(text(key.name()), node(key.valueIn(value))));
        }
        return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
    }

    private static Node node(Object value) {
        if (value instanceof Record section) {
            return mapping(section, typeOf(section));
        }
        if (value instanceof List<?> list) {
            List<Node> nodes = list.stream().map(RecordWriter::node).toList();
            boolean sections = list.stream().anyMatch(Record.class::isInstance);
            return new SequenceNode(Tag.SEQ, nodes, sections ? FlowStyle.BLOCK : FlowStyle.FLOW);
        }
        if (value instanceof Enum<?> constant) {
            return text(ScalarTypes.name(constant));
        }
        return value instanceof String text ? text(text) : plain(value);
    }

    /** The key that names the variant, for a record of a sealed interface. */
    private static List<NodeTuple> typeOf(Record section) {
        Optional<Class<?>> sealed = List.<Class<?>>of(section.getClass().getInterfaces()).stream()
                .filter(Class::isSealed)
                .findFirst();
        return sealed.map(s -> List.of(new NodeTuple(
                        text(Variants.TYPE_KEY), text(section.getClass().getSimpleName()))))
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

package org.i3d4j.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.i3d4j.error.ConfigException;
import org.i3d4j.yaml.YamlValue.Entry;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Scalar;
import org.i3d4j.yaml.YamlValue.Sequence;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds the tree from the parser's events rather than from composed nodes: the events come one by one, so depth and
 * size are bounded before they cost anything, and explicit tags are still told from implied ones.
 */
public final class YamlParser {
    static final int MAX_DEPTH = 32;
    static final int MAX_VALUES = 10_000;

    private final Function<Optional<Mark>, Position> positions;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private int values;

    private YamlParser(String text, Function<Optional<Mark>, Position> positions) {
        this.positions = positions;
        LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /** A value with an anchor and how many values it holds, since each alias counts as a copy. */
    private record Anchored(YamlValue value, int values) {}

    /**
     * Parses the one document of a file.
     *
     * @param source names the file in positions
     * @throws ConfigException on a syntax error, several documents, tags, merge keys, more than {@value #MAX_DEPTH}
     *     levels or more than {@value #MAX_VALUES} values
     */
    public static YamlDocument parse(String text, String source) {
        return new YamlParser(text, mark -> at(source, mark)).document();
    }

    /** Parses one value that stands alone, such as that of an option; every position in it is {@code position}. */
    public static YamlDocument parseValue(String text, Position position) {
        return new YamlParser(text, mark -> position).document();
    }

    private static Position at(String source, Optional<Mark> mark) {
        return mark.map(m -> new Position(source, m.getLine() + 1, m.getColumn() + 1))
                .orElse(Position.of(source));
    }

    private YamlDocument document() {
        try {
            return readDocument();
        } catch (MarkedYamlEngineException e) {
            throw new ConfigException(positions.apply(e.getProblemMark()) + ": " + YamlSyntax.explain(e), e);
        } catch (YamlEngineException e) {
            throw new ConfigException(positions.apply(Optional.empty()) + ": not YAML: " + e.getMessage(), e);
        }
    }

    private YamlDocument readDocument() {
        events.next();
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            return new YamlDocument(new Scalar(position(start), "", true), List.of());
        }
        YamlValue root = value(events.next(), "", 1);
        events.next();
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw error(next, "a second document starts here; one file holds one document");
        }
        return new YamlDocument(root, warnings);
    }

    private YamlValue value(Event event, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw error(event, "nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        count(event, 1);
        int before = values;
        refuseTag(event);
        YamlValue value = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> sequence(event, path, depth);
            case MappingStart -> mapping(event, path, depth);
            default -> throw new IllegalStateException("a value can't start with " + event);
        };
        ((NodeEvent) event).getAnchor().ifPresent(a -> anchors.put(a, new Anchored(value, values - before + 1)));
        return value;
    }

    private Scalar scalar(ScalarEvent event) {
        return new Scalar(position(event), event.getValue(), event.isPlain());
    }

    private Sequence sequence(Event start, String path, int depth) {
        List<YamlValue> list = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            list.add(value(next, KeyPath.join(path, list.size()), depth + 1));
        }
        return new Sequence(position(start), list);
    }

    private Mapping mapping(Event start, String path, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            String key = key(next);
            String keyPath = KeyPath.join(path, key);
            Entry entry = new Entry(position(next), value(events.next(), keyPath, depth + 1));
            Entry first = entries.put(key, entry);
            if (first != null) {
                warnings.add(entry.keyPosition() + ": duplicate key '" + keyPath + "', first given in line "
                        + first.keyPosition().line() + "; the last one counts");
            }
        }
        return new Mapping(position(start), entries);
    }

    private String key(Event event) {
        if (!(event instanceof ScalarEvent scalar)) {
            throw error(event, "a key has to be a word, not a list, a section or an alias");
        }
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            throw error(event, "merge keys (<<) aren't supported; name a file to inherit from with 'base_config'");
        }
        refuseTag(event);
        return scalar.getValue();
    }

    private YamlValue aliased(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw error(alias, "no complete value named '&" + alias.getAlias() + "' comes before this alias");
        }
        count(alias, anchored.values());
        return anchored.value();
    }

    private void count(Event event, int more) {
        values += more;
        if (values > MAX_VALUES) {
            throw error(event, "more than " + MAX_VALUES + " values, aliases counted as copies");
        }
    }

    private void refuseTag(Event event) {
        Optional<String> tag =
                event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag.isPresent()) {
            throw error(event, "tags such as '" + tag.get() + "' aren't supported; write the plain value or [list]");
        }
    }

    private Position position(Event event) {
        return positions.apply(event.getStartMark());
    }

    private ConfigException error(Event event, String problem) {
        return new ConfigException(position(event) + ": " + problem);
    }
}

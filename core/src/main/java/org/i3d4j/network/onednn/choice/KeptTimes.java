package org.i3d4j.network.onednn.choice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What ways took on machines, as a file keeps it: a JSON object of machines, each an object of layers, each one of ways and milliseconds. */
final class KeptTimes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode machines;

    private KeptTimes(ObjectNode machines) {
        this.machines = machines;
    }

    static KeptTimes none() {
        return new KeptTimes(JSON.createObjectNode());
    }

    /** What {@code text} says; empty if it is not what {@link #text} gives. */
    static Optional<KeptTimes> of(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode machines && isOfTimes(machines)
                    ? Optional.of(new KeptTimes(machines))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfTimes(ObjectNode machines) {
        return machines.valueStream()
                .allMatch(layers -> layers.isObject()
                        && layers.valueStream()
                                .allMatch(ways ->
                                        ways.isObject() && ways.valueStream().allMatch(KeptTimes::isTime)));
    }

    private static boolean isTime(JsonNode value) {
        return value.isNull() || (value.isNumber() && value.doubleValue() > 0);
    }

    /** The milliseconds of {@code ways}, if it is these that were measured; else an earlier version had others. */
    Optional<Map<String, Double>> find(String machine, String layer, Set<String> ways) {
        JsonNode found = machines.path(machine).path(layer);
        if (!Set.copyOf(found.propertyNames()).equals(ways)) {
            return Optional.empty();
        }
        Map<String, Double> milliseconds = new LinkedHashMap<>();
        found.propertyStream()
                .forEach(way -> milliseconds.put(way.getKey(), way.getValue().asDouble(Double.POSITIVE_INFINITY)));
        return Optional.of(milliseconds);
    }

    /** @param milliseconds infinite, null in the file, where oneDNN has nothing but reference code */
    void put(String machine, String layer, Map<String, Double> milliseconds) {
        ObjectNode layers = machines.get(machine) instanceof ObjectNode known ? known : machines.putObject(machine);
        ObjectNode ways = layers.putObject(layer);
        milliseconds.forEach((way, time) -> ways.put(way, Double.isFinite(time) ? time : null));
    }

    /** For a file. */
    String text() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(machines) + "\n";
    }
}

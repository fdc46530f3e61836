package org.i3d4j.frechet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other programs gave; the script beside each file made it. */
final class Numbers {
    private Numbers() {}

    static JsonNode in(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Numbers.class.getResourceAsStream(name))) {
            return JsonMapper.shared().readTree(in);
        }
    }
}

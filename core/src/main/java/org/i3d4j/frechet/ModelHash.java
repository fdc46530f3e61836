package org.i3d4j.frechet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.i3d4j.checkpoint.SavedModel;

/** Which network features are of: the same for all files that hold the same, whatever their format. */
public final class ModelHash {
    private ModelHash() {}

    /**
     * SHA-256 in hexadecimal digits, of eps of batch norm and the name, shape and values of each tensor.
     *
     * @throws IllegalStateException if the model is without its weights
     */
    public static String of(SavedModel model) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Double.BYTES)
                .putDouble(model.settings().batchNormEps())
                .flip());
        new TreeMap<>(model.weights().asMap()).forEach((name, tensor) -> {
            digest.update((name + tensor.shape()).getBytes(StandardCharsets.UTF_8));
            digest.update(tensor.toFloat32().values().duplicate());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

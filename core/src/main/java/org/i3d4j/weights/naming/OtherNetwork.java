package org.i3d4j.weights.naming;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.i3d4j.error.WeightsException;

/** Networks of videos that there are not here, as names of their tensors in public projects tell; the first that fits counts. */
enum OtherNetwork {
    SLOWFAST("a SlowFast network", "pathway1_|multipathway_|(^|\\.)(slow|fast)_path\\.|^(blobs\\.)?t_conv1_w"),
    R2PLUS1D(
            "an R(2+1)D network",
            "conv_[abc]\\.conv_(t|xy)\\.|layer\\d\\.\\d\\.conv\\d\\.(conv\\.conv_[st]|\\d\\.\\d)\\."),
    X3D("an X3D network", "blocks\\.0\\.conv\\.conv_t\\.|\\.conv_xy\\.|(^|\\.)conv1_[st]\\.|(^|\\.)conv1_xy_w"),
    TSM("a TSM network", "layer\\d\\.\\d+\\.conv\\d\\.(conv\\.)?net\\."),
    MVIT("an MViT network", "\\.attn\\.(pool|norm)_[qkv]|\\.rel_pos_t"),
    SWIN("a Video Swin Transformer", "relative_position_bias_table"),
    TIMESFORMER("a TimeSformer network", "\\.temporal_(attn|fc)\\.|temporal_embed|time_embed"),
    VIT("a vision transformer", "\\.attn\\.qkv\\.|\\.attn\\.in_proj_"),
    S3D("an S3D network", "\\.conv_s\\.weight"),
    C3D("a C3D network", "(^|\\.)conv[345][ab]\\."),
    /** All tensors of ResNet-50 are in it. */
    RESNET_101(
            "a deeper ResNet than ResNet-50",
            "layer3\\.(\\d\\d|[6-9])\\.|s4\\.pathway0_res(\\d\\d|[6-9])\\.|blocks\\.4\\.res_blocks\\.(\\d\\d|[6-9])\\."
                    + "|res4_(\\d\\d|[6-9])_"),
    /** Likewise. */
    NON_LOCAL("a ResNet with other non-local blocks than are published", "non_?local");

    private final String title;
    private final Pattern names;

    OtherNetwork(String title, String names) {
        this.title = title;
        this.names = Pattern.compile(names);
    }

    /**
     * A network that names tell.
     *
     * @param title with its article
     * @param tensor whose name tells it
     */
    record Told(String title, String tensor) {
        /** @param source the file's name or what else the message is to start with */
        WeightsException refusal(String source) {
            return new WeightsException(
                    source + ": is of " + title + ", which i3d4j doesn't have; found '" + tensor + "'");
        }
    }

    /** What tensors of these names are of, if it is none of I3D's. */
    static Optional<Told> in(Collection<String> names) {
        return first(List.of(values()), names);
    }

    /** What a network is of that has these tensors beside all those of one of I3D's. */
    static Optional<Told> beyond(Collection<String> names) {
        return first(List.of(RESNET_101, NON_LOCAL), names);
    }

    private static Optional<Told> first(List<OtherNetwork> networks, Collection<String> names) {
        return networks.stream()
                .flatMap(network -> names.stream()
                        .filter(name -> network.names.matcher(name).find())
                        .limit(1)
                        .map(name -> new Told(network.title, name)))
                .findFirst();
    }
}

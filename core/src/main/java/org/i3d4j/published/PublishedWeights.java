package org.i3d4j.published;

import java.util.List;
import java.util.Optional;
import org.i3d4j.checkpoint.PublishedModel;
import org.i3d4j.text.NearestName;
import org.i3d4j.video.Modality;

/**
 * A checkpoint of I3D that others have published. What is said of it is what its authors say.
 *
 * @param title the name that it is asked for by
 * @param stream what it sees
 * @param dataset whose classes it tells apart
 * @param classes how many these are
 * @param model DeepMind's that it is, in whatever format, with its published accuracy; empty for others' models
 * @param megabytes size of all files in 1e6 bytes, rounded: how many bytes there are, only the blobs say
 * @param files the one to open, then those that it needs beside it
 */
public record PublishedWeights(
        String title,
        PublishedOrigin origin,
        Modality stream,
        String dataset,
        int classes,
        Optional<PublishedModel> model,
        int megabytes,
        PublishedSet files) {
    private static final String KINETICS_400 = "Kinetics-400";
    private static final String CHARADES = "Charades";

    private static final List<PublishedWeights> ALL = List.of(
            ofDeepMind(
                    PublishedModel.RGB_IMAGENET,
                    Modality.RGB,
                    "5ab1058b8f4f89a896c01f67c0a4c96a31548af7",
                    "2958652e0c9c48a65010c0ebda5c9cfd4edc7c18"),
            ofDeepMind(
                    PublishedModel.FLOW_IMAGENET,
                    Modality.FLOW,
                    "8217f9450d851d24782aaf1af01c5c3b35b81a35",
                    "bf56831f663abc3de0d35f193030b73a3df7fb61"),
            ofDeepMind(
                    PublishedModel.RGB_SCRATCH,
                    Modality.RGB,
                    "84dd4518e982d9ca6ce1ff02e95fca2e8cbb1f73",
                    "fa7df95674dbf3579e7fccd954e51e706b4734c1"),
            ofDeepMind(
                    PublishedModel.FLOW_SCRATCH,
                    Modality.FLOW,
                    "193bc425100f3978c793da66bd9eb54baea8dc6a",
                    "1d6a0b68f32544af11111342857e47e30d13afa9"),
            ofDeepMind(
                    PublishedModel.RGB_SCRATCH_KIN600,
                    Modality.RGB,
                    "d378d8f01215fe92a29cd170f040c284070e9cd5",
                    "6392a74c3180e706cabada39d8f40a50a48642e5"),
            forPyTorch(
                    "piergiaj_rgb_imagenet",
                    PublishedModel.RGB_IMAGENET,
                    Modality.RGB,
                    PublishedOrigin.PYTORCH_I3D.file(
                            "models/rgb_imagenet.pt", "73a4fd1d87eb3dbd97f33a9779fa1caa3d28111a")),
            forPyTorch(
                    "piergiaj_flow_imagenet",
                    PublishedModel.FLOW_IMAGENET,
                    Modality.FLOW,
                    PublishedOrigin.PYTORCH_I3D.file(
                            "models/flow_imagenet.pt", "ef0e7c282a102f76b14b52643574b80acba4e475")),
            ofCharades(
                    "rgb_charades",
                    Modality.RGB,
                    PublishedOrigin.PYTORCH_I3D.file(
                            "models/rgb_charades.pt", "ae56da9f0d1cdefd9643d1ca6c1b5b944f9e7467")),
            ofCharades(
                    "flow_charades",
                    Modality.FLOW,
                    PublishedOrigin.PYTORCH_I3D.file(
                            "models/flow_charades.pt", "e609545f2ae2d992ca715b819ed6b53b8f5c8b95")),
            forPyTorch(
                    "hassony2_rgb",
                    PublishedModel.RGB_IMAGENET,
                    Modality.RGB,
                    PublishedOrigin.KINETICS_I3D_PYTORCH.file(
                            "model/model_rgb.pth", "2a7c22e23e6c74f50a0166ce61110bccd2ab48bb")),
            forPyTorch(
                    "hassony2_flow",
                    PublishedModel.FLOW_IMAGENET,
                    Modality.FLOW,
                    PublishedOrigin.KINETICS_I3D_PYTORCH.file(
                            "model/model_flow.pth", "5d552d2206f41089c428b0d9d8de3b1fccc85b5a")),
            new PublishedWeights(
                    "mindspore_rgb",
                    PublishedOrigin.I3D_MINDSPORE,
                    Modality.RGB,
                    KINETICS_400,
                    400,
                    Optional.empty(),
                    51,
                    new PublishedSet(
                            "mindspore_rgb",
                            List.of(PublishedOrigin.I3D_MINDSPORE.file(
                                    "src/ckpt/i3d_rgb_kinetics400.ckpt",
                                    "60b87f90ae3494ca6c3784b348fb2259b9b8ccf2")))));

    private static PublishedWeights ofDeepMind(
            PublishedModel model, Modality stream, String indexBlob, String dataBlob) {
        boolean kinetics600 = model == PublishedModel.RGB_SCRATCH_KIN600;
        String path = "data/checkpoints/" + model.title() + "/model.ckpt";
        PublishedOrigin origin = PublishedOrigin.KINETICS_I3D;
        return new PublishedWeights(
                model.title(),
                origin,
                stream,
                kinetics600 ? "Kinetics-600" : KINETICS_400,
                kinetics600 ? 600 : 400,
                Optional.of(model),
                // With what its optimizer kept.
                kinetics600 ? 103 : 51,
                new PublishedSet(
                        model.title(),
                        List.of(
                                origin.file(path + ".index", indexBlob),
                                origin.file(path + ".data-00000-of-00001", dataBlob))));
    }

    private static PublishedWeights forPyTorch(
            String title, PublishedModel model, Modality stream, PublishedFile file) {
        return new PublishedWeights(
                title,
                file.origin(),
                stream,
                KINETICS_400,
                400,
                Optional.of(model),
                51,
                new PublishedSet(title, List.of(file)));
    }

    private static PublishedWeights ofCharades(String title, Modality stream, PublishedFile file) {
        return new PublishedWeights(
                title,
                file.origin(),
                stream,
                CHARADES,
                157,
                Optional.empty(),
                50,
                new PublishedSet(title, List.of(file)));
    }

    /** Those that are known here, DeepMind's first. */
    public static List<PublishedWeights> all() {
        return ALL;
    }

    /** Those of this name. */
    public static Optional<PublishedWeights> named(String name) {
        return ALL.stream().filter(weights -> weights.title.equals(name)).findFirst();
    }

    /** The name that was probably meant, where {@code written} is near enough to one. */
    public static Optional<String> nearest(String written) {
        return NearestName.among(ALL.stream().map(PublishedWeights::title).toList(), written);
    }
}

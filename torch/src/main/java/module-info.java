/** Trains the network, and runs it on libtorch. The packages that are exported to all are the API. */
module org.i3d4j.torch {
    requires transitive org.i3d4j.core;
    requires static transitive org.jspecify;
    requires org.bytedeco.openblas;
    requires org.bytedeco.pytorch;
    requires org.slf4j;

    exports org.i3d4j.torch.train;
    exports org.i3d4j.torch.train.listeners;

    provides org.i3d4j.network.NetworkProvider with
            org.i3d4j.torch.LibtorchProvider;
}

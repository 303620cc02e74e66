package io.chasqui.wire;

/** The versions of the protocol that this program speaks. */
public final class ProtocolVersion {

    public static final int OLDEST = 1;
    public static final int NEWEST = 1;

    private ProtocolVersion() {}
}

package io.chasqui.wire;

/** The numbers of the kinds of frames; never given to another kind. */
final class FrameType {

    static final int HELLO = 1;
    static final int WELCOME = 2;
    static final int AUTHENTICATE = 3;
    static final int CHALLENGE = 4;
    static final int RESPONSE = 5;
    static final int ACCEPTED = 6;
    static final int ATTACH = 7;
    static final int RESUME = 8;
    static final int ATTACHED = 9;
    static final int ACK = 10;
    static final int PING = 11;
    static final int REFUSED = 12;
    static final int GOODBYE = 13;

    /** From here on frames are counted. */
    static final int COMMAND = 32;

    static final int EVENT = 33;
    static final int FRAGMENT = 34;
    static final int LAST_FRAGMENT = 35;

    /** The row of fragments has no end: what came of it is void. */
    static final int ABANDON = 36;

    private FrameType() {}

    static boolean isCounted(int type) {
        return type >= COMMAND;
    }
}

package io.chasqui.wire;

/** The numbers of events; never given to another one. */
final class EventType {

    static final int OPENED = 1;
    static final int COMPLETED = 2;
    static final int FAILED = 3;
    static final int DELIVER = 4;
    static final int GRANTED = 5;
    static final int RECALL = 6;
    static final int PAGE = 7;
    static final int VOTED = 8;
    static final int BRANCHES = 9;
    static final int RESOLVED = 10;
    static final int SEND_REFUSED = 11;
    static final int DESTINATION_DELETED = 12;
    static final int DISCONNECTED = 13;

    private EventType() {}
}

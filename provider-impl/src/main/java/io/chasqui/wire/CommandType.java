package io.chasqui.wire;

/** The numbers of commands; never given to another one. */
final class CommandType {

    static final int OPEN = 1;
    static final int SET_CLIENT_ID = 2;
    static final int OPEN_SESSION = 3;
    static final int CREATE_TEMPORARY = 4;
    static final int DELETE_TEMPORARY = 5;
    static final int UNSUBSCRIBE = 6;
    static final int RESOLVE = 7;
    static final int CLOSE = 8;

    static final int SEND = 16;
    static final int OPEN_CONSUMER = 17;
    static final int CLOSE_CONSUMER = 18;
    static final int ADD_CREDIT = 19;
    static final int PULL = 20;
    static final int RETURN = 21;
    static final int ACKNOWLEDGE = 22;
    static final int DISCARD = 23;
    static final int RECOVER = 24;
    static final int ADOPT = 25;
    static final int CLOSE_SESSION = 26;
    static final int BURY = 27;

    static final int COMMIT = 32;
    static final int ROLLBACK = 33;
    static final int START = 34;
    static final int END = 35;
    static final int PREPARE = 36;
    static final int COMMIT_BRANCH = 37;
    static final int ROLLBACK_BRANCH = 38;
    static final int FORGET = 39;
    static final int IN_DOUBT = 40;

    static final int OPEN_BROWSER = 48;
    static final int BROWSE = 49;
    static final int CLOSE_BROWSER = 50;

    private CommandType() {}
}

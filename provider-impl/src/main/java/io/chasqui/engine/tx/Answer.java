package io.chasqui.engine.tx;

import io.chasqui.protocol.ErrorCode;

/** How the broker answers a request about a branch. Called on any loop, once. */
public interface Answer {
    void done();

    void failed(ErrorCode code, String reason);
}

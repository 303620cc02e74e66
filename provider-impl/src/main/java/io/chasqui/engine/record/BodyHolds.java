package io.chasqui.engine.record;

import io.chasqui.message.Body;
import io.chasqui.message.Message;

/**
 * Counts who needs the bodies that lie in files: everybody who keeps a message that has one. A file goes some time after the
 * last has let go. May be used by any thread.
 */
public interface BodyHolds {

    /** Where no message has such a body. */
    BodyHolds NONE = new BodyHolds() {
        @Override
        public void retain(long body) {}

        @Override
        public void release(long body) {}
    };

    /** A body is needed once more. */
    void retain(long body);

    /** A body is needed once less. */
    void release(long body);

    /** The body of this message is needed once more, if it lies in a file. */
    default void retain(Message message) {
        Body.Stored body = message.largeBody();
        if (body != null) {
            retain(body.id());
        }
    }

    /** The body of this message is needed once less, if it lies in a file. */
    default void release(Message message) {
        Body.Stored body = message.largeBody();
        if (body != null) {
            release(body.id());
        }
    }
}

package io.chasqui.protocol;

import io.chasqui.message.Body;
import java.util.function.Consumer;

/** Takes in bodies too large for memory, piece by piece, before the message that has them is sent. */
public interface BodyIntake {

    /**
     * Begins another body.
     *
     * @param lasting whether it is to survive the broker
     */
    Incoming begin(boolean lasting);

    /** A body on its way in. Owned by one thread; it answers on others. */
    interface Incoming {

        /**
         * Takes the next piece of the encoding.
         *
         * @param taken run on some thread when there is room for another piece, whatever has become of this one
         */
        void next(byte[] piece, Runnable taken);

        /**
         * There are no more pieces.
         *
         * @param done gets {@link Body.Stored}, which is held for the message that is to be sent, or {@link Body.Refused}; on
         *     some thread
         */
        void end(Consumer<Body> done);

        /** The rest will never come. */
        void abandon();
    }
}

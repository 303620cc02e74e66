package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.Body;
import io.chasqui.message.Message;
import io.chasqui.protocol.BodyIntake;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.wire.Frame;
import java.util.ArrayDeque;

/**
 * A message on its way in whose body is too large for memory: its pieces go to the intake, and the command is complete when
 * that has all of them. Owned by the link's loop.
 */
final class LargeArrival {

    /** How many bytes may wait to be taken before nothing more is read from the socket. */
    private static final int MOST_WAITING_BYTES = 2 << 20;

    private final EventLoop loop;
    private final Frame.OfLargeSend begun;
    private final BodyIntake.Incoming body;
    private final Listener listener;

    /** Commands that came behind it, which wait for it. */
    private final ArrayDeque<Command> behind = new ArrayDeque<>(0);

    private long waitingBytes;
    private boolean ended;

    /** Who wants to know how it goes. Called on the loop. */
    interface Listener {
        /** There is room for more. */
        void eased();

        void arrived(LargeArrival arrival, SessionCommand.Send command);
    }

    LargeArrival(EventLoop loop, BodyIntake intake, Frame.OfLargeSend begun, Listener listener) {
        this.loop = loop;
        this.begun = begun;
        this.listener = listener;
        this.body = intake.begin(begun.head().isPersistent());
        next(begun.bodyStart(), false);
    }

    /** The next piece has come. */
    void next(byte[] piece, boolean last) {
        waitingBytes += piece.length;
        body.next(
                piece,
                () -> loop.execute(() -> {
                    waitingBytes -= piece.length;
                    listener.eased();
                }));
        if (last) {
            ended = true;
            body.end(taken -> loop.execute(() -> arrived(taken)));
        }
    }

    private void arrived(Body taken) {
        Message message = begun.head().body(taken).build();
        listener.arrived(this, new SessionCommand.Send(begun.requestId(), begun.sessionId(), message));
    }

    /** Whether nothing more is to be read for now. */
    boolean isCongested() {
        return ended || waitingBytes > MOST_WAITING_BYTES;
    }

    void addBehind(Command command) {
        behind.add(command);
    }

    ArrayDeque<Command> behind() {
        return behind;
    }

    /** The link has ended. When everything has come already, the command is still made, and dropped by whoever gets it. */
    void abandon() {
        if (!ended) {
            body.abandon();
        }
    }
}

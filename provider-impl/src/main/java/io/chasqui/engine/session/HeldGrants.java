package io.chasqui.engine.session;

import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.tx.StoreRoom;
import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.SessionCommand;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends of a transaction whose room in the session's window is not given back yet, because a limit is reached. The
 * messages are in the transaction already, and commit or rollback go on as ever; but the session cannot send more than its
 * window ahead: its next send waits, and in the end fails. Owned by the session's loop.
 */
final class HeldGrants {

    /** How often it is looked whether there is room again. */
    private static final int RETRY_MILLIS = 10;

    private final EventLoop loop;
    private final Memory memory;
    private final StoreRoom storeRoom;
    private final Consumer<SessionCommand.Send> grant;
    private final ArrayDeque<Held> held = new ArrayDeque<>(0);
    private EventLoop.@Nullable Timer timer;

    /** @param grant gets each send whose room is given back, in order */
    HeldGrants(EventLoop loop, Memory memory, StoreRoom storeRoom, Consumer<SessionCommand.Send> grant) {
        this.loop = loop;
        this.memory = memory;
        this.storeRoom = storeRoom;
        this.grant = grant;
    }

    private record Held(SessionCommand.Send command, PublishTarget target) {}

    /** Gives the room back now if no limit is reached, otherwise later. */
    void offer(SessionCommand.Send command, PublishTarget target) {
        Held one = new Held(command, target);
        if (held.isEmpty() && hasRoom(one)) {
            grant.accept(command);
        } else {
            held.add(one);
            startTimer();
        }
    }

    private boolean hasRoom(Held one) {
        return !one.target.isFull()
                && memory.hasRoom(0)
                && !(one.target.mayTakeDisk(one.command.message()) && storeRoom.isFull());
    }

    private void startTimer() {
        if (timer == null) {
            timer = loop.schedule(RETRY_MILLIS, this::onTimer);
        }
    }

    private void onTimer() {
        timer = null;
        while (!held.isEmpty() && hasRoom(held.peek())) {
            grant.accept(held.poll().command);
        }
        if (!held.isEmpty()) {
            startTimer();
        }
    }
}

package io.chasqui.engine.queue;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one backlog has in memory, which counts against the broker's limit. Owned by the backlog's loop. */
final class Holding {

    private final Memory memory;

    /** Whether recorded messages leave memory when there is too much in it. */
    private final boolean pages;

    private long usedBytes;
    private long fleetingBytes;

    /** The large bodies of the messages in memory, as often as they are there; null while there are none. */
    private @Nullable List<Long> bodies;

    Holding(BacklogSettings settings) {
        memory = settings.memory();
        pages = settings.pages();
    }

    void take(Message message) {
        usedBytes += message.size();
        memory.take(message);
        Body.Stored body = message.largeBody();
        if (body != null) {
            if (bodies == null) {
                bodies = new ArrayList<>();
            }
            bodies.add(body.id());
        }
    }

    void free(Message message) {
        usedBytes -= message.size();
        memory.free(message);
        Body.Stored body = message.largeBody();
        if (body != null && bodies != null) {
            bodies.remove((Object) body.id());
        }
    }

    /** Takes account of a message that is recorded, or is going to be. */
    void takeRecorded(Message message) {
        take(message);
        addFleeting(message.size());
    }

    void freeRecorded(Message message) {
        addFleeting(-message.size());
        free(message);
    }

    private void addFleeting(long bytes) {
        if (pages) {
            fleetingBytes += bytes;
            memory.addFleeting(bytes);
        }
    }

    /** Nothing is in memory any more; nothing is to be freed on its own from now on. */
    void freeAll() {
        addFleeting(-fleetingBytes);
        memory.freeAll(usedBytes);
        usedBytes = 0;
        if (bodies != null) {
            bodies.forEach(memory.bodies()::release);
            bodies = null;
        }
    }

    long usedBytes() {
        return usedBytes;
    }

    /** How much of that is on the disk as well. */
    long fleetingBytes() {
        return fleetingBytes;
    }
}

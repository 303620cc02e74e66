package io.chasqui.engine.destination;

import io.chasqui.engine.queue.BacklogSettings;
import io.chasqui.engine.queue.DestinationActor;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.queue.QueueActor;
import io.chasqui.engine.topic.TopicActor;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.protocol.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Every destination of a broker. Queues and topics come into being when they are first used; temporary ones are made and
 * deleted by their connection, and are never revived by use.
 *
 * <p>May be used by any thread: the map is concurrent, and what it holds belongs to loops.
 */
public final class Destinations {

    private final List<EventLoop> loops;
    private final BacklogSettings settings;
    private final @Nullable Destination deadLetterQueue;
    private final ConcurrentMap<Key, Known> known = new ConcurrentHashMap<>();

    /** @param deadLetterQueue the queue in which messages stay however often they are delivered; null for none */
    public Destinations(List<EventLoop> loops, BacklogSettings settings, @Nullable Destination deadLetterQueue) {
        this.loops = loops;
        this.settings = settings;
        this.deadLetterQueue = deadLetterQueue;
    }

    /** A queue and a topic of one name are two; a temporary queue and a queue of one name are the same. */
    private record Key(boolean isQueue, String name) {
        static Key of(Destination destination) {
            return new Key(destination.isQueue(), destination.name());
        }
    }

    /** @param owner the connection a temporary destination belongs to, null for a permanent one */
    private record Known(
            DestinationActor target,
            @Nullable String owner,
            @Nullable Watchers watchers) {}

    /** The destination, made if need be; null when it is a temporary one that does not exist (any more). */
    public @Nullable PublishTarget find(Destination destination) {
        Known found = known.get(Key.of(destination));
        if (found == null) {
            return destination.isTemporary() ? null : findOrMake(destination);
        }
        return found.target;
    }

    private DestinationActor findOrMake(Destination permanent) {
        return known.computeIfAbsent(Key.of(permanent), missing -> new Known(make(permanent), null, null)).target;
    }

    /** Whether it is there; {@link #find} would make one that is not. */
    public boolean isKnown(Destination destination) {
        return known.containsKey(Key.of(destination));
    }

    /** The connection it belongs to; null when it is not temporary or is unknown. */
    public @Nullable String ownerOf(Destination destination) {
        Known found = known.get(Key.of(destination));
        return found == null ? null : found.owner;
    }

    /** Makes a temporary destination; false when the name is taken. */
    public boolean createTemporary(Destination destination, String owner) {
        Known made = new Known(make(destination), owner, new Watchers());
        return known.putIfAbsent(Key.of(destination), made) == null;
    }

    /**
     * As {@link #find}, for somebody who is going to send: of a temporary destination it is told when that is deleted.
     */
    public @Nullable PublishTarget findToSend(Destination destination, DeletionWatcher watcher) {
        PublishTarget target = find(destination);
        if (target != null && destination.isTemporary()) {
            Known found = known.get(Key.of(destination));
            if (found == null || found.watchers == null) {
                return null;
            }
            found.watchers.add(watcher);
            return target.isDeleted() ? null : target;
        }
        return target;
    }

    private DestinationActor make(Destination destination) {
        EventLoop loop = loops.get(Math.floorMod(destination.name().hashCode(), loops.size()));
        return destination.isQueue()
                ? new QueueActor(
                        loop, destination, destination.equals(deadLetterQueue) ? settings.withoutBurial() : settings)
                : new TopicActor(loop, destination, settings);
    }

    /**
     * Deletes a temporary destination that nobody consumes from.
     *
     * @param requester the connection that asks; only the owner may
     * @param failed gets the reason when it was not deleted
     * @param done run when it is gone; also when it was gone before
     */
    public void deleteTemporary(
            Destination destination, String requester, Runnable done, BiConsumer<ErrorCode, String> failed) {
        Known found = known.get(Key.of(destination));
        if (found == null) {
            done.run();
        } else if (!Objects.equals(found.owner, requester)) {
            failed.accept(
                    ErrorCode.INVALID_DESTINATION,
                    destination + " belongs to another connection; only that one may delete it");
        } else {
            found.target.loop().executeDown(() -> {
                if (hasConsumers(found.target)) {
                    failed.accept(ErrorCode.IN_USE, destination + " has consumers; close them before deleting it");
                } else {
                    delete(destination, found);
                    done.run();
                }
            });
        }
    }

    /**
     * Deletes a temporary destination whose owner is gone, consumers or not.
     *
     * @param done run when it is gone, on any loop
     */
    public void dropTemporary(Destination destination, Runnable done) {
        Known found = known.get(Key.of(destination));
        if (found == null || found.owner == null) {
            done.run();
        } else {
            found.target.loop().executeDown(() -> {
                delete(destination, found);
                done.run();
            });
        }
    }

    private void delete(Destination destination, Known found) {
        if (known.remove(Key.of(destination), found)) {
            found.target.delete();
            if (found.watchers != null) {
                found.watchers.tell(destination);
            }
        }
    }

    private static boolean hasConsumers(DestinationActor target) {
        return target instanceof QueueActor queue
                ? queue.backlog().hasConsumers()
                : ((TopicActor) target).hasConsumers();
    }

    /**
     * Begins to forget permanent destinations that hold nothing and that nobody has used for a while.
     *
     * @param idleMillis how long they must be unused, more than 0; it may take up to twice as long
     */
    public void forgetIdle(long idleMillis) {
        loops.forEach(loop -> loop.schedule(idleMillis, () -> sweep(loop, idleMillis)));
    }

    private void sweep(EventLoop loop, long idleMillis) {
        known.forEach((key, each) -> {
            if (each.owner == null && each.target.loop() == loop && each.target.isIdle() && known.remove(key, each)) {
                each.target.retire(() -> findOrMake(each.target.destination()));
            }
        });
        loop.schedule(idleMillis, () -> sweep(loop, idleMillis));
    }

    /** How many there are, temporary ones included. */
    public int count() {
        return known.size();
    }
}

package io.chasqui.engine.body;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import io.chasqui.engine.record.BodyHolds;
import io.chasqui.engine.record.Disk;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Body;
import io.chasqui.message.Message;
import io.chasqui.protocol.BodyIntake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of bodies that are too large for memory, and who needs each. A message that has such a body carries its number
 * wherever it goes; the journal has the message without the body. May be used by any thread.
 *
 * <p>Design note: a file that nobody needs any more is deleted only after the journal has been forced, for until then a power
 * failure could bring back a message that needs it. After a restart whatever no ledger and no branch in doubt needs is deleted.
 */
public final class LargeBodies implements BodyHolds, BodyIntake {

    private static final System.Logger LOG = System.getLogger(LargeBodies.class.getName());

    private static final String SUFFIX = ".body";
    private static final int RADIX = 16;

    private final Place place;
    private final Executor thread;
    private final Disk disk;
    private final long mostBytes;
    private final ConcurrentHashMap<Long, Held> bodies = new ConcurrentHashMap<>();

    /** Those that nobody needed when they were looked at last. */
    private final Queue<Long> idle = new ConcurrentLinkedQueue<>();

    /** What to do when there is one more of them. */
    private volatile Runnable onIdle = () -> {};

    private final AtomicLong lastId = new AtomicLong();

    /** Opened by the thread, or by the one that recovers. */
    private volatile @Nullable Directory directory;

    /** Where the files are to be; asked for once, when the first is needed. */
    @FunctionalInterface
    public interface Place {
        Directory open() throws IOException;
    }

    /** One body. */
    private static final class Held {
        final AtomicInteger holders = new AtomicInteger();
        volatile long bytes;
    }

    /**
     * @param thread one thread that may block
     * @param disk is told how much disk the bodies take
     * @param mostBytes how long one may be
     */
    public LargeBodies(Place place, Executor thread, Disk disk, long mostBytes) {
        this.place = place;
        this.thread = thread;
        this.disk = disk;
        this.mostBytes = mostBytes;
    }

    /** For an engine to which nobody sends any. */
    public static LargeBodies none() {
        return new LargeBodies(
                () -> {
                    throw new IOException("this broker has no place for large bodies");
                },
                Runnable::run,
                new Disk(0),
                0);
    }

    /** Finds what an earlier life of the broker has left, before anything is recovered. On the thread that recovers. */
    public void find() throws IOException {
        Directory found = directory();
        for (String name : found.list()) {
            Long id = idOf(name);
            if (id != null) {
                try (DiskFile file = found.open(name)) {
                    bodies.computeIfAbsent(id, key -> new Held()).bytes = file.size();
                    disk.addBodies(file.size());
                }
                lastId.accumulateAndGet(id, Math::max);
            }
        }
    }

    /** Everything has been recovered: what nobody needs by now will not be needed. */
    public void recovered() {
        bodies.forEach((id, body) -> {
            if (body.holders.get() == 0) {
                idle.add(id);
            }
        });
    }

    private static @Nullable Long idOf(String name) {
        if (!name.endsWith(SUFFIX)) {
            return null;
        }
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), RADIX);
        } catch (NumberFormatException e) {
            return null; // Somebody else's file.
        }
    }

    /** The name of a body's file. */
    public static String nameOf(long id) {
        return String.format("%016x", id) + SUFFIX;
    }

    Directory directory() throws IOException {
        Directory opened = directory;
        if (opened == null) {
            opened = place.open();
            directory = opened;
        }
        return opened;
    }

    Executor thread() {
        return thread;
    }

    // ------------------------------------------------------------------ coming in

    @Override
    public Incoming begin(boolean lasting) {
        long id = lastId.incrementAndGet();
        bodies.put(id, new Held());
        retain(id);
        return new Upload(this, id, lasting, mostBytes);
    }

    /** So much of a body has been written. Returns whether there is room for that. */
    boolean grow(long id, int bytes) {
        Held body = bodies.get(id);
        if (body == null || !disk.hasRoom(bytes)) {
            return false;
        }
        body.bytes += bytes; // By one thread.
        disk.addBodies(bytes);
        return true;
    }

    /** The file of a body that nobody has been told of goes at once: nothing recorded refers to it. On the thread. */
    void drop(long id) {
        Held body = bodies.get(id);
        if (body != null) {
            disk.addBodies(-body.bytes);
            body.bytes = 0;
            deleteFile(id);
        }
    }

    String usage() {
        return disk.usage();
    }

    // ------------------------------------------------------------------ who needs it

    @Override
    public void retain(long id) {
        bodies.compute(id, (key, known) -> {
            // In one step with the look before it is deleted: who comes too late has a count of his own.
            Held body = known == null ? new Held() : known;
            body.holders.incrementAndGet();
            return body;
        });
        lastId.accumulateAndGet(id, Math::max);
    }

    @Override
    public void release(long id) {
        Held body = bodies.get(id);
        int left = body == null ? -1 : body.holders.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException(
                    "Released body " + id + ", which nobody needs: each is released as often as it was retained");
        }
        if (left == 0) {
            idle.add(id);
            onIdle.run();
        }
    }

    /**
     * The message's body is needed once more, unless it is gone.
     *
     * @return whether it is there, as it always is when the message has none that is large
     */
    public boolean retainIfThere(Message message) {
        Body.Stored body = message.largeBody();
        return body == null
                || bodies.computeIfPresent(body.id(), (key, held) -> {
                            held.holders.incrementAndGet();
                            return held;
                        })
                        != null;
    }

    /** The message with its body at hand, for whoever is to read that. */
    public Message withContent(Message message) {
        Body.Stored body = message.largeBody();
        if (body == null) {
            return message;
        }
        return message.toBuilder(message.destination())
                .body(new Body.Stored(
                        body.id(), body.length(), body.plainSize(), new FileBody(this, body.id(), body.length())))
                .build();
    }

    /** How many there are, needed or not. */
    public int count() {
        return bodies.size();
    }

    // ------------------------------------------------------------------ going

    /** Where nothing survives the broker: deletes what nobody needs so long after that has become so. */
    public void deleteIdle(EventLoop loop, int millis) {
        AtomicBoolean scheduled = new AtomicBoolean();
        onIdle = () -> {
            if (scheduled.compareAndSet(false, true)) {
                loop.execute(() -> loop.schedule(millis, () -> {
                    scheduled.set(false);
                    delete(takeIdle());
                }));
            }
        };
    }

    /** Whether some wait to be deleted. */
    public boolean hasIdle() {
        return !idle.isEmpty();
    }

    /** Takes out those that nobody needs, to {@link #delete} them when no failure can bring back who needed them. */
    public List<Long> takeIdle() {
        List<Long> taken = new ArrayList<>();
        for (Long id = idle.poll(); id != null; id = idle.poll()) {
            taken.add(id);
        }
        return taken;
    }

    /** Deletes those of them that still nobody needs. */
    public void delete(List<Long> ids) {
        if (!ids.isEmpty()) {
            thread.execute(() -> ids.forEach(this::deleteNow));
        }
    }

    private void deleteNow(long id) {
        Held body = bodies.get(id);
        if (body == null || bodies.computeIfPresent(id, (key, each) -> each.holders.get() > 0 ? each : null) != null) {
            return;
        }
        disk.addBodies(-body.bytes);
        deleteFile(id);
    }

    private void deleteFile(long id) {
        Directory opened = directory;
        if (opened == null) {
            return;
        }
        try {
            opened.delete(nameOf(id));
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the file of body {0}, which is not needed any more, could not be deleted: {1}",
                    nameOf(id),
                    e.getMessage());
        }
    }
}

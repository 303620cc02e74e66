package io.chasqui.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A directory in memory that forgets what a real one may forget. May be used by any thread.
 *
 * <p>{@link #crash} is a power failure: it returns a directory with what survived, drawn at random: what was not forced may
 * be dropped, there, torn at sectors of 512 bytes, or there in another order; so may creations, renamings and deletions.
 * {@link #kill} is the death of the process alone: nothing written is lost, but nothing is forced by it either. Both end the
 * life of this directory: every later call fails. Either may be called again, for another draw from the same moment.
 *
 * <p>Every call counts as an operation (see {@link #operations}), and {@link #failAt}, {@link #stopAt} and {@link
 * #setCapacity} make one fail. A failed write may have written a part; a failed force leaves open what survives, and a
 * later force that succeeds says nothing about it.
 */
public final class SimulatedDisk implements Directory {

    /** How an operation fails. */
    public enum Fault {
        /** The disk is full; met by operations that may need room. */
        NO_SPACE("No space left on device"),
        /** The device fails; met by every operation. */
        INPUT_OUTPUT("Input/output error");

        private final String text;

        Fault(String text) {
            this.text = text;
        }
    }

    private enum Kind {
        READING,
        TAKING_ROOM,
        OTHER
    }

    /** A change of names not forced yet: the file gets the name {@code to}, or none. */
    private record NameChange(SimulatedFile file, String to) {}

    private static final String NO_NAME = "";

    private final long seed;
    private final Random random;
    private final Map<String, SimulatedFile> seen = new TreeMap<>();
    private final Map<String, SimulatedFile> forced = new TreeMap<>();
    private final List<NameChange> unforced = new ArrayList<>();
    private long operations;
    private long failAt = Long.MAX_VALUE;
    private Fault fault = Fault.INPUT_OUTPUT;
    private long stopAt = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;
    private boolean dead;

    /** An empty directory whose accidents follow from the seed and the calls. */
    public SimulatedDisk(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** The power fails. Returns what is there afterwards; nothing of it is in doubt. */
    public synchronized SimulatedDisk crash() {
        dead = true;
        SimulatedDisk next = new SimulatedDisk(random.nextLong());
        Map<String, SimulatedFile> names = new TreeMap<>(forced);
        int mode = random.nextInt(3);
        for (NameChange change : unforced) {
            if (mode == 1 || mode == 2 && random.nextBoolean()) {
                apply(change, names);
            }
        }
        Map<SimulatedFile, SimulatedFile> survivors = new HashMap<>();
        names.forEach((name, file) -> {
            SimulatedFile survivor = survivors.computeIfAbsent(file, any -> file.survivor(random));
            next.seen.put(name, survivor);
            next.forced.put(name, survivor);
        });
        return next;
    }

    /** The process dies. Returns the same directory; what was not forced is still lost by a later {@link #crash}. */
    public synchronized SimulatedDisk kill() {
        dead = true;
        return copy();
    }

    /** A directory that has, and may lose, the same as this one. */
    public synchronized SimulatedDisk copy() {
        SimulatedDisk next = new SimulatedDisk(random.nextLong());
        Map<SimulatedFile, SimulatedFile> copies = new HashMap<>();
        seen.forEach((name, file) -> next.seen.put(name, copies.computeIfAbsent(file, SimulatedFile::copy)));
        forced.forEach((name, file) -> next.forced.put(name, copies.computeIfAbsent(file, SimulatedFile::copy)));
        for (NameChange change : unforced) {
            SimulatedFile file = copies.computeIfAbsent(change.file, SimulatedFile::copy);
            next.unforced.add(new NameChange(file, change.to));
        }
        return next;
    }

    /** How many operations there were: calls of the directory and its files, closing excepted. */
    public synchronized long operations() {
        return operations;
    }

    /** Makes one operation fail, the first from that number on (they count from 0) that can fail so. */
    public synchronized SimulatedDisk failAt(long operation, Fault how) {
        failAt = operation;
        fault = how;
        return this;
    }

    /** Makes this operation and all later ones fail, as if the power failed while it ran. */
    public synchronized SimulatedDisk stopAt(long operation) {
        stopAt = operation;
        return this;
    }

    /** How many bytes there is room for; files may have more already. */
    public synchronized SimulatedDisk setCapacity(long bytes) {
        capacity = bytes;
        return this;
    }

    /** The seed, for the message of a test that fails. */
    public long seed() {
        return seed;
    }

    /** How many bytes of the capacity are taken: whole sectors written, with zeros too. */
    public synchronized long usedBytes() {
        return seen.values().stream()
                .distinct()
                .mapToLong(SimulatedFile::allocated)
                .sum();
    }

    @Override
    public String path() {
        return "simulated-disk-" + seed;
    }

    @Override
    public synchronized OptionalLong freeBytes() {
        return capacity == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.max(0, capacity - usedBytes()));
    }

    @Override
    public synchronized List<String> list() throws IOException {
        enter(Kind.READING, "list");
        return List.copyOf(seen.keySet());
    }

    @Override
    public synchronized boolean exists(String name) throws IOException {
        enter(Kind.READING, name);
        return seen.containsKey(name);
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        SimulatedFile file = seen.get(name);
        enter(file == null ? Kind.TAKING_ROOM : Kind.READING, name);
        if (file == null) {
            file = new SimulatedFile();
            change(new NameChange(file, name));
        }
        return new Handle(name, file);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        enter(Kind.OTHER, from);
        SimulatedFile file = seen.get(from);
        if (file == null) {
            throw new IOException(from + ": no such file to rename to " + to);
        }
        change(new NameChange(file, to));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        enter(Kind.OTHER, name);
        SimulatedFile file = seen.get(name);
        if (file != null) {
            change(new NameChange(file, NO_NAME));
        }
    }

    @Override
    public synchronized void force() throws IOException {
        enter(Kind.OTHER, "the directory");
        forced.clear();
        forced.putAll(seen);
        unforced.clear();
    }

    private void change(NameChange change) {
        apply(change, seen);
        unforced.add(change);
    }

    /** A file has one name, also when only the second of two renamings survives. */
    private static void apply(NameChange change, Map<String, SimulatedFile> names) {
        names.values().removeIf(file -> file == change.file);
        if (!change.to.isEmpty()) {
            names.put(change.to, change.file);
        }
    }

    /** Counts an operation and fails it if it is to fail. */
    private void enter(Kind kind, String name) throws IOException {
        if (dead) {
            throw new IOException(name + ": the simulated disk has crashed");
        }
        long operation = operations++;
        if (operation >= stopAt) {
            throw new IOException(name + ": the simulated disk has stopped");
        }
        if (operation >= failAt && (fault != Fault.NO_SPACE || kind == Kind.TAKING_ROOM)) {
            failAt = Long.MAX_VALUE;
            throw new IOException(name + ": " + fault.text);
        }
    }

    /** An open file; it stays the same file when its name changes. */
    private final class Handle implements DiskFile {

        private final String name;
        private final SimulatedFile file;
        private boolean closed;

        Handle(String name, SimulatedFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedDisk.this) {
                enterFile(Kind.READING);
                return file.size();
            }
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                boolean running = !dead && !closed && operations <= stopAt;
                try {
                    enterFile(Kind.TAKING_ROOM);
                    requireRoom(position, bytes.remaining());
                } catch (IOException e) {
                    if (running) {
                        writePart(bytes, position);
                    }
                    throw e;
                }
                file.write(bytes, position);
            }
        }

        private void requireRoom(long position, int bytes) throws IOException {
            if (capacity != Long.MAX_VALUE && usedBytes() + file.wouldAllocate(position, bytes) > capacity) {
                throw new IOException(name + ": " + Fault.NO_SPACE.text);
            }
        }

        private void writePart(ByteBuffer bytes, long position) {
            long room = capacity == Long.MAX_VALUE ? Long.MAX_VALUE : capacity - usedBytes();
            int part = random.nextInt(bytes.remaining() + 1);
            if (file.wouldAllocate(position, part) <= room) {
                file.write(bytes.duplicate().limit(bytes.position() + part), position);
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                enterFile(Kind.READING);
                return file.read(into, position);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                try {
                    enterFile(Kind.TAKING_ROOM);
                } catch (IOException e) {
                    if (!dead) {
                        file.forcePartly(random);
                    }
                    throw e;
                }
                file.force();
            }
        }

        @Override
        public void setSize(long bytes) throws IOException {
            synchronized (SimulatedDisk.this) {
                enterFile(Kind.TAKING_ROOM);
                file.setSize(bytes);
            }
        }

        private void enterFile(Kind kind) throws IOException {
            if (closed) {
                throw new IOException(name + ": the file is closed");
            }
            enter(kind, name);
        }

        @Override
        public void close() {
            synchronized (SimulatedDisk.this) {
                closed = true;
            }
        }
    }
}

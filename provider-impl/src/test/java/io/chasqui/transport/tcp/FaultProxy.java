package io.chasqui.transport.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Stands between a client and a broker and does to their bytes what a network can do: passes them on in other pieces, holds
 * them up, and breaks connections at any byte, with or without passing on what came last, in both directions or in one. It has
 * two threads for each connection.
 */
public final class FaultProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Supplier<Fault> faults;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong passed = new AtomicLong();
    private volatile boolean swallowing;
    private volatile boolean closed;

    /**
     * What is done to one direction of one connection.
     *
     * @param bytes how many are passed on until it breaks; below 0 for never. An odd number is exact, and mostly within a
     *     frame; with an even one what was read at once still goes, and that ends with a frame most of the time
     * @param halfOnly whether the other direction stays open for a while: a half-closed connection
     * @param reset whether it breaks with a reset instead of an orderly end
     * @param pieces the longest piece that is passed on at once
     * @param delayMicros how long each piece is held up
     */
    public record Fault(long bytes, boolean halfOnly, boolean reset, int pieces, int delayMicros) {

        public static final Fault NONE = new Fault(-1, false, false, 64 << 10, 0);

        public static Fault random(Random random, int averageBytes) {
            // Not both small pieces and delays: that would be so slow that time-outs strike.
            boolean inPieces = random.nextInt(3) == 0;
            return new Fault(
                    1 + (long) (-Math.log(1 - random.nextDouble()) * averageBytes),
                    random.nextInt(4) == 0,
                    random.nextBoolean(),
                    inPieces ? 1 + random.nextInt(40) : 64 << 10,
                    !inPieces && random.nextInt(3) == 0 ? random.nextInt(500) : 0);
        }
    }

    /** @param faults asked twice for each connection: for what goes to the broker, and for what comes from it */
    public FaultProxy(int target, Supplier<Fault> faults) throws IOException {
        this.target = target;
        this.faults = faults;
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were made through it. */
    public int connections() {
        return connections.get();
    }

    /** How many connections its faults have broken. */
    public int cuts() {
        return cuts.get();
    }

    /** How many bytes it has passed on. */
    public long passed() {
        return passed.get();
    }

    /** From now on nothing is passed on, and nothing is closed: as when a cable is pulled. Or no longer. */
    public void swallow(boolean everything) {
        swallowing = everything;
    }

    /** Breaks all connections there are now. */
    public void cutAll() {
        open.forEach(FaultProxy::closeQuietly);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Socket broker = connectOrNull();
                if (broker == null) {
                    closeQuietly(client);
                    continue;
                }
                client.setTcpNoDelay(true);
                broker.setTcpNoDelay(true);
                open.add(client);
                open.add(broker);
                Fault up = faults.get();
                Fault down = faults.get();
                start("up", () -> pass(client, broker, up));
                start("down", () -> pass(broker, client, down));
            } catch (IOException e) {
                return; // It was closed.
            }
        }
    }

    private Socket connectOrNull() {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException nobody) {
            return null;
        }
    }

    private void pass(Socket from, Socket to, Fault fault) {
        byte[] buffer = new byte[64 << 10];
        long left = fault.bytes < 0 ? Long.MAX_VALUE : fault.bytes;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                boolean exact = fault.bytes % 2 != 0;
                int length = in.read(buffer, 0, (int) Math.min(exact ? left : buffer.length, fault.pieces));
                if (length < 0) {
                    break;
                }
                if (fault.delayMicros > 0) {
                    LockSupport.parkNanos(fault.delayMicros * 1000L);
                }
                if (!swallowing) {
                    out.write(buffer, 0, length);
                    passed.addAndGet(length);
                    left -= length;
                }
            }
            if (left <= 0) {
                cuts.incrementAndGet();
            }
            if (fault.halfOnly && left <= 0) {
                to.shutdownOutput();
                while (in.read(buffer) >= 0) {
                    // Lost on the way, until somebody gives up.
                }
            }
            if (fault.reset && left <= 0) {
                from.setSoLinger(true, 0);
                to.setSoLinger(true, 0);
            }
        } catch (IOException broken) {
            // Then it is broken.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // What was wanted.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        cutAll();
    }
}

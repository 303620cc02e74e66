package io.chasqui.benchmarks.compare.floor;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A socket over loopback between two threads that block: how long a message there and back takes. */
final class LoopbackFloor {

    private LoopbackFloor() {}

    static List<FloorResult> roundTrips(int bytes, long nanos) throws IOException, InterruptedException {
        Histogram histogram = new Histogram(3);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.setTcpNoDelay(true);
            accepted.setTcpNoDelay(true);
            Thread echo = new Thread(() -> echo(accepted, bytes), "echo");
            echo.start();
            byte[] body = new byte[bytes];
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
                long begin = System.nanoTime();
                out.write(body);
                in.readFully(body);
                histogram.recordValue(System.nanoTime() - begin);
            }
            client.shutdownOutput();
            echo.join();
        }
        String name = "loopback round trip of " + bytes + " bytes, ";
        return List.of(
                new FloorResult(name + "p50", histogram.getValueAtPercentile(50) / 1e3, "µs"),
                new FloorResult(name + "p99", histogram.getValueAtPercentile(99) / 1e3, "µs"));
    }

    private static void echo(Socket socket, int bytes) {
        byte[] body = new byte[bytes];
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (in.readNBytes(body, 0, bytes) == bytes) {
                out.write(body);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

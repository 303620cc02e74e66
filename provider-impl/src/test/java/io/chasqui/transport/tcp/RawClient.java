package io.chasqui.transport.tcp;

import io.chasqui.protocol.Command;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.Frames;
import io.chasqui.wire.LinkFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Speaks to a broker byte by byte, and need not keep any rules. Used by one thread. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final FrameWriter writer = new FrameWriter(16 << 10);

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** Goes through the handshake, as an anonymous client, until the link stands. Returns the contents of Attached. */
    byte[] attach() throws IOException {
        return attach(new LinkFrame.Attach());
    }

    /** @param wanted Attach or Resume */
    byte[] attach(LinkFrame wanted) throws IOException {
        say(new LinkFrame.Hello(1, 1, "raw client", 16 << 10, 0));
        readFrame();
        say(new LinkFrame.Authenticate("ANONYMOUS", new byte[0]));
        readFrame();
        say(wanted);
        return readFrame();
    }

    void say(LinkFrame frame) throws IOException {
        writer.write(frame);
        flush();
    }

    void say(Command command) throws IOException {
        writer.write(command);
        flush();
    }

    private void flush() throws IOException {
        Frames frames = writer.take();
        out.write(frames.bytes(), 0, frames.length());
    }

    void say(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Says no more, but goes on to listen. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads whatever comes until the broker closes. */
    void readToEnd() throws IOException {
        in.readAllBytes();
    }

    /** The next frame, from its type on. */
    byte[] readFrame() throws IOException {
        return in.readNBytes(in.readInt());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.chasqui.wire;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.wire.LinkFrame.Accepted;
import io.chasqui.wire.LinkFrame.Ack;
import io.chasqui.wire.LinkFrame.Attach;
import io.chasqui.wire.LinkFrame.Attached;
import io.chasqui.wire.LinkFrame.Authenticate;
import io.chasqui.wire.LinkFrame.Challenge;
import io.chasqui.wire.LinkFrame.Goodbye;
import io.chasqui.wire.LinkFrame.Hello;
import io.chasqui.wire.LinkFrame.Ping;
import io.chasqui.wire.LinkFrame.Refused;
import io.chasqui.wire.LinkFrame.Response;
import io.chasqui.wire.LinkFrame.Resume;
import io.chasqui.wire.LinkFrame.Welcome;
import java.util.ArrayList;
import java.util.List;

/** The encoding of {@link LinkFrame}s: the type, then the fields. Stateless. */
final class LinkFrameCodec {

    /** {@code CHSQ}: the beginning of every conversation. */
    static final int MAGIC = 0x43485351;

    private static final int MAX_PROGRAM = 200;
    private static final int MAX_TOKEN = 64;
    private static final int MAX_MECHANISMS = 32;

    /** The least an end may allow as the longest frame; frames about the link itself are never longer once it stands. */
    static final int LEAST_FRAME_BYTES = 1 << 10;

    /** How long a reason may be, in characters of up to 3 bytes, so that its frame is taken: this one during the handshake. */
    private static final int MAX_REASON = 1000;

    /** And this one by whoever takes the shortest frames. */
    private static final int MAX_GOODBYE = 300;

    private static final LinkFrame.Refusal[] REFUSALS = LinkFrame.Refusal.values();

    private LinkFrameCodec() {}

    static void write(ByteWriter out, LinkFrame frame) {
        if (frame instanceof Ack ack) {
            out.writeByte(FrameType.ACK).writeVar(ack.received());
        } else if (frame instanceof Ping) {
            out.writeByte(FrameType.PING);
        } else if (frame instanceof Hello hello) {
            out.writeByte(FrameType.HELLO)
                    .writeInt(MAGIC)
                    .writeVar(hello.oldestVersion())
                    .writeVar(hello.newestVersion());
            out.writeText(hello.program()).writeVar(hello.maxFrameBytes()).writeVar(hello.idleMillis());
        } else if (frame instanceof Welcome welcome) {
            out.writeByte(FrameType.WELCOME).writeVar(welcome.version()).writeText(welcome.program());
            out.writeVar(welcome.maxFrameBytes()).writeVar(welcome.idleMillis());
            out.writeVar(welcome.mechanisms().size());
            welcome.mechanisms().forEach(out::writeText);
        } else if (frame instanceof Authenticate authenticate) {
            out.writeByte(FrameType.AUTHENTICATE)
                    .writeText(authenticate.mechanism())
                    .writeBytes(authenticate.response());
        } else if (frame instanceof Challenge challenge) {
            out.writeByte(FrameType.CHALLENGE).writeBytes(challenge.challenge());
        } else if (frame instanceof Response response) {
            out.writeByte(FrameType.RESPONSE).writeBytes(response.response());
        } else if (frame instanceof Accepted accepted) {
            out.writeByte(FrameType.ACCEPTED).writeBytes(accepted.last());
        } else if (frame instanceof Attach) {
            out.writeByte(FrameType.ATTACH);
        } else if (frame instanceof Resume resume) {
            out.writeByte(FrameType.RESUME).writeBytes(resume.token()).writeVar(resume.received());
        } else if (frame instanceof Attached attached) {
            out.writeByte(FrameType.ATTACHED).writeBytes(attached.token());
            out.writeByte(attached.resumed() ? 1 : 0).writeVar(attached.received());
        } else if (frame instanceof Refused refused) {
            out.writeByte(FrameType.REFUSED).writeByte(refused.code().ordinal());
            Fields.writeReason(out, refused.reason(), MAX_REASON);
        } else if (frame instanceof Goodbye goodbye) {
            out.writeByte(FrameType.GOODBYE);
            Fields.writeReason(out, goodbye.reason(), MAX_GOODBYE);
            out.writeByte(goodbye.mayReturn() ? 1 : 0);
        }
    }

    /** @param type that was read already */
    static LinkFrame read(int type, ByteReader in) throws MalformedBytesException {
        return switch (type) {
            case FrameType.HELLO -> readHello(in);
            case FrameType.WELCOME -> readWelcome(in);
            case FrameType.AUTHENTICATE -> new Authenticate(readShort(in, "a mechanism"), in.readBytes());
            case FrameType.CHALLENGE -> new Challenge(in.readBytes());
            case FrameType.RESPONSE -> new Response(in.readBytes());
            case FrameType.ACCEPTED -> new Accepted(in.readBytes());
            case FrameType.ATTACH -> new Attach();
            case FrameType.RESUME ->
                new Resume(Fields.readBytes(in, MAX_TOKEN, "a token"), Fields.readId(in, "a number of frames"));
            case FrameType.ATTACHED ->
                new Attached(
                        Fields.readBytes(in, MAX_TOKEN, "a token"),
                        Fields.readFlag(in, "whether it is resumed"),
                        Fields.readId(in, "a number of frames"));
            case FrameType.ACK -> new Ack(Fields.readId(in, "a number of frames"));
            case FrameType.PING -> new Ping();
            case FrameType.REFUSED ->
                new Refused(
                        Fields.readEnum(in, REFUSALS, "the code of a refusal"),
                        Fields.readText(in, "the reason of a refusal"));
            case FrameType.GOODBYE ->
                new Goodbye(Fields.readText(in, "a reason"), Fields.readFlag(in, "whether to return"));
            default -> throw new MalformedBytesException("there is no frame of type " + type);
        };
    }

    /** Whether newer versions may have added something at the end. */
    static boolean mayHaveMore(LinkFrame frame) {
        return frame instanceof Hello || frame instanceof Welcome;
    }

    /** Whether a client says nothing more before it has the answer, which decides who reads on at the broker. */
    static boolean isWaitedFor(LinkFrame frame) {
        return frame instanceof Attach || frame instanceof Resume;
    }

    private static Hello readHello(ByteReader in) throws MalformedBytesException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new MalformedBytesException("the first frame does not begin with CHSQ");
        }
        int oldest = Fields.readCount(in, "the oldest version");
        int newest = Fields.readCount(in, "the newest version");
        return new Hello(oldest, newest, readShort(in, "a program"), readFrameLimit(in), readIdle(in));
    }

    private static Welcome readWelcome(ByteReader in) throws MalformedBytesException {
        int version = Fields.readCount(in, "the version");
        String program = readShort(in, "a program");
        int maxFrameBytes = readFrameLimit(in);
        int idle = readIdle(in);
        int count = in.readCount(1);
        if (count > MAX_MECHANISMS) {
            throw new MalformedBytesException(count + " mechanisms are more than " + MAX_MECHANISMS);
        }
        List<String> mechanisms = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            mechanisms.add(readShort(in, "a mechanism"));
        }
        return new Welcome(version, program, maxFrameBytes, idle, List.copyOf(mechanisms));
    }

    private static int readFrameLimit(ByteReader in) throws MalformedBytesException {
        int limit = Fields.readCount(in, "the longest frame");
        if (limit < LEAST_FRAME_BYTES) {
            throw new MalformedBytesException(
                    "the longest frame is " + limit + " bytes, less than " + LEAST_FRAME_BYTES);
        }
        return limit;
    }

    private static int readIdle(ByteReader in) throws MalformedBytesException {
        return Fields.readCount(in, "the idle time");
    }

    private static String readShort(ByteReader in, String what) throws MalformedBytesException {
        String text = Fields.readText(in, what);
        if (text.length() > MAX_PROGRAM) {
            throw new MalformedBytesException(what + " has " + text.length() + " characters, more than " + MAX_PROGRAM);
        }
        return text;
    }
}

package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.Send;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decoder takes and refuses, and what it says then. */
class FrameDecoderTest {

    private static String refusal(FrameDecoder decoder, byte[] bytes) {
        return Objects.requireNonNull(assertThrows(MalformedBytesException.class, () -> Wire.read(decoder, bytes))
                .getMessage());
    }

    private static void assertContains(String expected, String actual) {
        assertTrue(actual.contains(expected), () -> "\"" + actual + "\" does not say \"" + expected + "\"");
    }

    @Nested
    class FirstBytes {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "16 03 01 02 00 01 00 01 fc 03 03 | a TLS connection begins so, and this port speaks plain Chasqui: connect with tcp://",
                    "47 45 54 20 2f 20 48 54 54 50 | an HTTP request begins so (GET)",
                    "50 52 49 20 2a 20 48 54 54 50 | an HTTP request begins so (PRI)",
                    "41 4d 51 50 00 01 00 00 | an AMQP connection begins so",
                    "10 2c 00 04 4d 51 54 54 | what came is not the Chasqui protocol",
                    "ff ff ff ff | what came is not the Chasqui protocol",
                    // OpenWire, whose first frame looks like one of these at first.
                    "00 00 00 f0 01 41 63 74 69 76 65 4d 51 | a frame of",
                })
        void ofStrangersAreRecognised(String hex, String expected) throws MalformedBytesException {
            byte[] bytes = Wire.ofHex(hex);
            FrameDecoder decoder = FrameDecoder.ofBroker(Wire.ANY_BYTES);
            if (expected.startsWith("a frame of")) {
                // Not all of it has come; the rest makes clear what it is.
                assertEquals(List.of(), Wire.read(decoder, bytes));
                assertContains("does not begin with CHSQ", refusal(decoder, new byte[300]));
            } else {
                assertContains(expected, refusal(decoder, bytes));
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "15 03 03 00 02 02 46 | it speaks TLS: connect with tls://",
                    "48 54 54 50 2f 31 2e 31 20 34 30 30 | it is an HTTP server",
                    "41 4d 51 50 00 01 00 00 | it speaks AMQP",
                    "32 32 30 20 6d 61 69 6c | what came is something else",
                })
        void ofOtherServersAreRecognised(String hex, String expected) {
            assertContains(expected, refusal(FrameDecoder.ofClient(Wire.ANY_BYTES), Wire.ofHex(hex)));
        }

        @Test
        void areRecognisedOneByOne() throws MalformedBytesException {
            FrameDecoder decoder = FrameDecoder.ofBroker(Wire.ANY_BYTES);
            for (byte each : "POS".getBytes(StandardCharsets.US_ASCII)) {
                assertEquals(List.of(), Wire.read(decoder, new byte[] {each}));
            }
            assertContains("an HTTP request begins so (POST)", refusal(decoder, new byte[] {'T'}));
        }
    }

    @Nested
    class Limits {

        @Test
        void beforeALinkStandsFramesAreShort() throws MalformedBytesException {
            byte[] longest = Wire.bytes(
                    writer -> writer.write(new LinkFrame.Response(new byte[FrameDecoder.HANDSHAKE_FRAME_BYTES - 3])));
            assertEquals(4 + FrameDecoder.HANDSHAKE_FRAME_BYTES, longest.length);
            assertEquals(
                    1, Wire.read(FrameDecoder.ofBroker(Wire.ANY_BYTES), longest).size());
            byte[] longer = Wire.bytes(
                    writer -> writer.write(new LinkFrame.Response(new byte[FrameDecoder.HANDSHAKE_FRAME_BYTES - 2])));
            assertContains(
                    "a frame of 4097 bytes is not between 1 and 4096",
                    refusal(FrameDecoder.ofBroker(Wire.ANY_BYTES), longer));
        }

        @ParameterizedTest
        @ValueSource(strings = {"00000000", "80000000", "ffffffff", "7fffffff", "00100001"})
        void aLengthOutOfBoundsIsRefusedAtOnce(String length) {
            assertContains(
                    "is not between 1 and 1048576", refusal(Wire.broker(), Wire.join(close(), Wire.ofHex(length))));
        }

        @Test
        void aLimitThatNoArrayReachesIsTaken() throws MalformedBytesException {
            FrameDecoder decoder = FrameDecoder.ofBroker(Long.MAX_VALUE);
            decoder.established(Integer.MAX_VALUE);
            assertEquals(1, Wire.read(decoder, close()).size());
            assertEquals(List.of(), Wire.read(decoder, Wire.ofHex("7fffff00 22")));
        }

        @Test
        void fragmentsMayAddUpToTheLimit() throws MalformedBytesException {
            byte[] fragments = Wire.bytes(1024, writer -> writer.write(new Send(1, 1, ofBytes(5000))));
            byte[] unbroken = Wire.bytes(writer -> writer.write(new Send(1, 1, ofBytes(5000))));
            int whole = unbroken.length - Integer.BYTES;
            FrameDecoder decoder = FrameDecoder.ofBroker(whole);
            decoder.established(1024);
            assertEquals(Wire.read(Wire.broker(), unbroken), Wire.read(decoder, fragments));

            FrameDecoder tooSmall = FrameDecoder.ofBroker(whole - 1);
            tooSmall.established(1024);
            assertContains(
                    "fragments of " + whole + " bytes so far are more than the " + (whole - 1),
                    refusal(tooSmall, fragments));
        }

        @Test
        void aWriterNeedsRoomForMoreThanTheType() {
            assertThrows(IllegalArgumentException.class, () -> new FrameWriter(1));
        }

        @Test
        void aReasonIsShortenedUntilItsFrameIsTaken() throws MalformedBytesException {
            String endless = "ö€".repeat(100_000);
            byte[] refused =
                    Wire.bytes(writer -> writer.write(new LinkFrame.Refused(LinkFrame.Refusal.LIMIT, endless)));
            assertContains(
                    "ö€ö…",
                    Wire.read(FrameDecoder.ofClient(Wire.ANY_BYTES), refused).get(0));
            FrameDecoder smallest = FrameDecoder.ofClient(Wire.ANY_BYTES);
            smallest.established(LinkFrameCodec.LEAST_FRAME_BYTES);
            byte[] goodbye = Wire.bytes(writer -> writer.write(new LinkFrame.Goodbye(endless, true)));
            assertContains("ö€ö…", Wire.read(smallest, goodbye).get(0));
            byte[] disconnected = Wire.bytes(writer -> writer.write(new Event.Disconnected(endless, true)));
            assertContains("ö€ö…", Wire.read(Wire.client(), disconnected).get(0));
        }
    }

    @Nested
    class Order {

        @Test
        void nothingCountedIsTakenBeforeALinkStands() {
            assertContains(
                    "a frame of type 32 came before the link stood",
                    refusal(FrameDecoder.ofBroker(Wire.ANY_BYTES), close()));
        }

        @Test
        void commandsAreForBrokersAndEventsForClients() {
            byte[] event = Wire.bytes(writer -> writer.write(new Event.Completed(1)));
            assertContains("a frame of type 33 is not for a broker", refusal(Wire.broker(), event));
            assertContains("a frame of type 32 is not for a client", refusal(Wire.client(), close()));
        }

        @Test
        void linkFramesMayComeBetweenFragmentsAndNothingElse() throws MalformedBytesException {
            byte[] fragments = Wire.bytes(600, writer -> writer.write(new Send(1, 1, ofBytes(1000))));
            byte[] first = Arrays.copyOf(fragments, 604);
            byte[] second = Arrays.copyOfRange(fragments, 604, fragments.length);
            byte[] ping = Wire.bytes(writer -> writer.write(new LinkFrame.Ping()));
            List<String> read = Wire.read(Wire.broker(), Wire.join(first, ping, second));
            assertEquals("OfLink frame=Ping", read.get(0));
            assertEquals(2, read.size());
            assertContains(
                    "a frame of type 32 came between fragments",
                    refusal(Wire.broker(), Wire.join(first, close(), second)));
        }

        @ParameterizedTest
        @ValueSource(ints = {34, 35})
        void fragmentsAreNotEmptyAndNotNested(int inner) {
            assertContains("a fragment is empty", refusal(Wire.broker(), Wire.frame(out -> out.writeByte(inner))));
            assertContains("is not for a broker", refusal(Wire.broker(), Wire.frame(out -> out.writeByte(35)
                    .writeByte(inner))));
            assertContains("is not for a broker", refusal(Wire.broker(), Wire.frame(out -> out.writeByte(35)
                    .writeByte(FrameType.PING))));
        }

        @Test
        void aClientWaitsForTheAnswerToAttach() throws MalformedBytesException {
            byte[] attach = Wire.bytes(writer -> writer.write(new LinkFrame.Attach()));
            assertEquals(
                    1, Wire.read(FrameDecoder.ofBroker(Wire.ANY_BYTES), attach).size());
            assertContains(
                    "18 bytes follow a frame of type 7, whose answer is to be waited for"
                            .replace("18", "" + close().length),
                    refusal(FrameDecoder.ofBroker(Wire.ANY_BYTES), Wire.join(attach, close())));
        }

        @Test
        void whatIsNotLookedAtIsNotLost() {
            FrameDecoder decoder = Wire.broker();
            decoder.feed(ByteBuffer.wrap(close()));
            assertThrows(IllegalStateException.class, () -> decoder.feed(ByteBuffer.wrap(close())));
        }
    }

    @Nested
    class Contents {

        static Stream<Arguments> refusedCommands() {
            return Stream.of(
                    refused("there is no command of type 9", "09"),
                    refused("there is no command of type 31", "1f"),
                    refused("there is no command of type 41", "29"),
                    refused("there is no command of type 255", "ff"),
                    refused("a request's number is -1, less than 0", "08 01"),
                    refused("1 bytes follow the end of a command", "08 02 00"),
                    refused("does not end within 64 bits", "08 ffffffffffffffffff02"),
                    refused("does not end within 64 bits", "08 ffffffffffffffffffff"),
                    refused("the kind of a session is 3, which is unknown", "03 02 03"),
                    refused("queue q is not temporary", "04 02 00 0271"),
                    refused("topic q is not temporary", "05 02 01 0271"),
                    refused("the kind of destination is 4, which is unknown", "04 02 04 0271"),
                    refused("a destination has no name", "04 02 02 00"),
                    refused("a count of 2147483647 cannot be", "07 02 feffffff0f"),
                    refused("a count of -1 cannot be", "07 02 01"),
                    refused("a credit is 2147483648, which is not between", "13 02 02 8080808010"),
                    refused("noLocal is 2, neither 0 nor 1", "11 02 02 02 01 0271 00 02"),
                    refused("a subscription of kind DURABLE has no name", "11 02 02 02 01 0271 00 00 01 02 00 00"),
                    refused(
                            "a subscription of kind PLAIN has the name n",
                            "11 02 02 02 01 0271 00 00 01 00 01 026e 00"),
                    refused(
                            "a global transaction identifier has 65 bytes, more than 64",
                            "24 02 00000001 8201" + "00".repeat(65) + "00"),
                    refused("cannot begin a character", "02 02 02 ff"),
                    refused("cannot continue a character", "02 02 04 c3 41"),
                    refused("a text ends within a character", "02 02 02 c3"));
        }

        private static Arguments refused(String expected, String hex) {
            return Arguments.of(expected, hex);
        }

        @ParameterizedTest
        @MethodSource("refusedCommands")
        void ofCommandsAreChecked(String expected, String hex) {
            byte[] command = Wire.ofHex(hex);
            byte[] frame = Wire.frame(out -> out.writeByte(FrameType.COMMAND).writeRaw(command, 0, command.length));
            assertContains(expected, refusal(Wire.broker(), frame));
        }

        @Test
        void listsOfSmallThingsAreBounded() {
            byte[] frame = Wire.frame(out -> {
                out.writeByte(FrameType.COMMAND).writeByte(CommandType.RESOLVE).writeVar(1);
                out.writeVar((1 << 20) + 1);
                byte[] ids = new byte[3 << 20];
                out.writeRaw(ids, 0, ids.length);
            });
            FrameDecoder decoder = FrameDecoder.ofBroker(Wire.ANY_BYTES);
            decoder.established(4 << 20);
            assertContains("a list of 1048577 elements has more than 1048576", refusal(decoder, frame));
        }

        @Test
        void ofLinkFramesAreChecked() {
            FrameDecoder decoder = FrameDecoder.ofBroker(Wire.ANY_BYTES);
            byte[] tiny = Wire.bytes(writer -> writer.write(new LinkFrame.Hello(1, 1, "p", 1023, 0)));
            assertContains("the longest frame is 1023 bytes, less than 1024", refusal(decoder, tiny));
            byte[] token = Wire.bytes(writer -> writer.write(new LinkFrame.Resume(new byte[65], 0)));
            assertContains("a token has 65 bytes, more than 64", refusal(FrameDecoder.ofBroker(1), token));
            byte[] unknown = Wire.frame(out -> out.writeByte(14));
            assertContains("there is no frame of type 14", refusal(FrameDecoder.ofBroker(1), unknown));
            byte[] code = Wire.frame(
                    out -> out.writeByte(FrameType.REFUSED).writeByte(5).writeText(""));
            assertContains("the code of a refusal is 5, which is unknown", refusal(FrameDecoder.ofClient(1), code));
        }

        @Test
        void newerVersionsMaySayMoreInTheirFirstFrames() throws MalformedBytesException {
            byte[] hello = Wire.frame(out -> {
                out.writeByte(FrameType.HELLO).writeInt(LinkFrameCodec.MAGIC).writeVar(1);
                out.writeVar(7)
                        .writeText("new 7")
                        .writeVar(4096)
                        .writeVar(30_000)
                        .writeText("more");
            });
            assertEquals(
                    List.of("OfLink frame=Hello oldestVersion=1 newestVersion=7 program=\"new 7\""
                            + " maxFrameBytes=4096 idleMillis=30000"),
                    Wire.read(FrameDecoder.ofBroker(Wire.ANY_BYTES), hello));
            byte[] ping = Wire.frame(out -> out.writeByte(FrameType.PING).writeByte(0));
            assertContains("1 bytes follow the end of a frame of type 11", refusal(Wire.broker(), ping));
        }
    }

    private static byte[] close() {
        return Wire.bytes(writer -> writer.write(new Close(1)));
    }

    private static Message ofBytes(int length) {
        return new Message.Builder(Destination.queue("q"))
                .body(new Body.Bytes(new byte[length]))
                .build();
    }
}

package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.ByteReader;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that are on the wire stay what they are. A new value goes to the end, and is for peers of a newer version only. */
class EnumNumbersTest {

    @Test
    void enumsThatGoByTheirOrderKeepIt() {
        assertEquals("[QUEUE, TOPIC, TEMPORARY_QUEUE, TEMPORARY_TOPIC]", names(Destination.Kind.values()));
        assertEquals("[PLAIN, TRANSACTED, XA]", names(SessionKind.values()));
        assertEquals("[PLAIN, SHARED, DURABLE, SHARED_DURABLE]", names(SubscriptionKind.values()));
        assertEquals("[NEW, JOIN, RESUME]", names(StartMode.values()));
        assertEquals("[SUCCESS, FAIL, SUSPEND]", names(EndMode.values()));
        assertEquals("[PROTOCOL, VERSION, SECURITY, LIMIT, UNAVAILABLE]", names(LinkFrame.Refusal.values()));
    }

    private static String names(Enum<?>[] values) {
        // Not toString, which could be made for people.
        return List.of(values).stream().map(Enum::name).toList().toString();
    }

    @Test
    void everyErrorHasANumberOfItsOwn() throws MalformedBytesException {
        for (ErrorCode code : ErrorCode.values()) {
            int number = ErrorNumbers.of(code);
            assertEquals(code, ErrorNumbers.read(new ByteReader(new byte[] {(byte) number})));
        }
    }
}

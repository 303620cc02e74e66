package io.chasqui.engine.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.DiskFile;
import io.chasqui.disk.FilteredDirectory;
import io.chasqui.disk.SimulatedDisk;
import io.chasqui.engine.record.Disk;
import io.chasqui.message.Body;
import io.chasqui.message.EncodedBody;
import io.chasqui.protocol.BodyIntake;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What becomes of bodies that do not come to their end, or have no room. */
final class UploadTest {

    private static final int ROOM = 40 << 20;
    private static final int PIECE = 1 << 20;

    private final SimulatedDisk files = new SimulatedDisk(1);
    private final Disk disk = new Disk(ROOM);
    private int forces;

    private final LargeBodies bodies = new LargeBodies(
            () -> new FilteredDirectory(files) {
                @Override
                protected void force(DiskFile file) throws IOException {
                    forces++;
                    file.force();
                }
            },
            Runnable::run,
            disk,
            2L * ROOM);

    private static void send(BodyIntake.Incoming upload, Body body, int most) {
        EncodedBody encoded = EncodedBody.of(body);
        for (long at = 0; at < Math.min(most, encoded.length()); at += PIECE) {
            encoded.read(at, (int) Math.min(PIECE, encoded.length() - at), piece -> upload.next(piece, () -> {}));
        }
    }

    /** Others are not to wait for room until the sender has come to its end, and until the next checkpoint. */
    @Test
    void whatIsRefusedGivesItsRoomBackAtOnce() throws IOException {
        BodyIntake.Incoming upload = bodies.begin(true);
        send(upload, new Body.Bytes(new byte[ROOM]), 2 * ROOM);
        assertEquals(0, files.list().size());
        assertTrue(disk.hasRoom(ROOM));
        AtomicReference<Body> outcome = new AtomicReference<>();
        upload.end(outcome::set);
        Body.Refused refused = assertInstanceOf(Body.Refused.class, outcome.get());
        assertEquals(ROOM, refused.plainSize());
        assertTrue(refused.reason().contains("no room"), refused.reason());
        bodies.delete(bodies.takeIdle());
        assertEquals(0, bodies.count());
        assertTrue(disk.hasRoom(ROOM));
    }

    @Test
    void whatIsAbandonedGivesItsRoomBackAtOnce() throws IOException {
        BodyIntake.Incoming upload = bodies.begin(true);
        send(upload, new Body.Bytes(new byte[ROOM / 2]), ROOM / 4);
        assertEquals(1, files.list().size());
        upload.abandon();
        assertEquals(0, files.list().size());
        assertTrue(disk.hasRoom(ROOM));
    }

    /** The sender is held back while the disk is behind, and does not have to wait for all of it in the end. */
    @Test
    void whatIsToLastIsForcedWhileItComes() {
        BodyIntake.Incoming upload = bodies.begin(true);
        send(upload, new Body.Bytes(new byte[ROOM - PIECE]), ROOM);
        assertTrue(forces > 0, "forced before the end");
    }

    @Test
    void whatIsNotToLastIsNeverForced() {
        BodyIntake.Incoming upload = bodies.begin(false);
        send(upload, new Body.Bytes(new byte[ROOM - PIECE]), ROOM);
        AtomicReference<Body> outcome = new AtomicReference<>();
        upload.end(outcome::set);
        assertInstanceOf(Body.Stored.class, outcome.get());
        assertEquals(0, forces);
    }

    @Test
    void aBodyIsReadAsItCame() throws IOException {
        byte[] content = new byte[PIECE];
        Arrays.fill(content, (byte) 7);
        BodyIntake.Incoming upload = bodies.begin(true);
        send(upload, new Body.Bytes(content), 2 * PIECE);
        AtomicReference<Body> outcome = new AtomicReference<>();
        upload.end(outcome::set);
        Body.Stored stored = (Body.Stored) outcome.get();
        Body.Bytes read = (Body.Bytes) new FileBody(bodies, stored.id(), stored.length()).load();
        assertTrue(Arrays.equals(content, read.content()));
    }
}

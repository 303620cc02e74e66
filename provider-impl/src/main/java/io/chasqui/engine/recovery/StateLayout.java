package io.chasqui.engine.recovery;

import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.DefinitionCodec;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the values of a checkpoint look, apart from blocks: each begins with a byte for its version. Stateless.
 *
 * <pre>
 *   meta "position"   the journal is to be replayed from here
 *   meta "lastLedger" the highest number that was given to a ledger
 *   meta "segments"   how much was ever retained of each segment
 *   meta "branches"   the branches in doubt, and where their Prepared facts are
 *   meta "brokerId"   by what the broker is known
 *   destination       by number of the ledger: a queue
 *   subscription      by number of the ledger, as decimal text: a durable subscription
 *   index             by ledger and block: a block
 *   effect            by loop and session, as in "0:prefix": what has taken effect of late
 * </pre>
 */
public final class StateLayout {

    /** The key of the position in the table of meta entries. */
    public static final String POSITION = "position";

    /** The key of the highest number of a ledger. */
    public static final String LAST_LEDGER = "lastLedger";

    /** The key of what was retained of each segment. */
    public static final String SEGMENTS = "segments";

    /** The key of the branches in doubt. */
    public static final String BRANCHES = "branches";

    /** The key of the broker's ID. */
    public static final String BROKER_ID = "brokerId";

    /** Between the number of a loop and a session. */
    private static final char PART_END = ':';

    private static final int VERSION = 1;

    private StateLayout() {}

    private static ByteReader open(String what, byte[] value) throws MalformedBytesException {
        ByteReader in = new ByteReader(value);
        int version = in.readByte();
        if (version != VERSION) {
            throw new MalformedBytesException("the " + what + " in the checkpoint has encoding version " + version
                    + "; this program knows " + VERSION);
        }
        return in;
    }

    private static void requireEnd(String what, ByteReader in) throws MalformedBytesException {
        if (in.remaining() > 0) {
            throw new MalformedBytesException(in.remaining() + " bytes follow the " + what + " in the checkpoint");
        }
    }

    /** The key of what one loop knows of a session; loop 0 is the home loop. */
    static String effectKey(int loop, String prefix) {
        return Integer.toString(loop) + PART_END + prefix;
    }

    /** The session of such a key. */
    static String sessionOf(String effectKey) {
        return effectKey.substring(effectKey.indexOf(PART_END) + 1);
    }

    public static byte[] encodeLastLedger(long number) {
        return encodePosition(number);
    }

    public static long decodeLastLedger(byte[] value) throws MalformedBytesException {
        return decodePosition(value);
    }

    public static byte[] encodePosition(long position) {
        return new ByteWriter(16).writeByte(VERSION).writeLong(position).toByteArray();
    }

    public static long decodePosition(byte[] value) throws MalformedBytesException {
        ByteReader in = open(POSITION, value);
        long position = in.readLong();
        requireEnd(POSITION, in);
        return position;
    }

    /** @param totals by number of the segment */
    public static byte[] encodeSegments(Map<Long, Long> totals) {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION).writeVar(totals.size());
        totals.forEach((segment, total) -> out.writeVar(segment).writeVar(total));
        return out.toByteArray();
    }

    public static Map<Long, Long> decodeSegments(byte[] value) throws MalformedBytesException {
        ByteReader in = open(SEGMENTS, value);
        Map<Long, Long> totals = new TreeMap<>();
        for (int left = in.readCount(2); left > 0; left--) {
            totals.put(in.readVar(), in.readVar());
        }
        requireEnd(SEGMENTS, in);
        return totals;
    }

    public static byte[] encodeBranches(List<InDoubt> branches) {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION).writeVar(branches.size());
        for (InDoubt inDoubt : branches) {
            BranchId branch = inDoubt.branch();
            out.writeVar(branch.formatId()).writeBytes(branch.global()).writeBytes(branch.qualifier());
            out.writeVar(inDoubt.position());
        }
        return out.toByteArray();
    }

    public static List<InDoubt> decodeBranches(byte[] value) throws MalformedBytesException {
        ByteReader in = open(BRANCHES, value);
        List<InDoubt> branches = new ArrayList<>();
        for (int left = in.readCount(4); left > 0; left--) {
            BranchId branch = new BranchId((int) in.readVar(), in.readBytes(), in.readBytes());
            branches.add(new InDoubt(branch, in.readVar()));
        }
        requireEnd(BRANCHES, in);
        return branches;
    }

    public static byte[] encodeBrokerId(String id) {
        return new ByteWriter().writeByte(VERSION).writeText(id).toByteArray();
    }

    public static String decodeBrokerId(byte[] value) throws MalformedBytesException {
        ByteReader in = open(BROKER_ID, value);
        String id = in.readText();
        requireEnd(BROKER_ID, in);
        return id;
    }

    public static byte[] encodeDefinition(BacklogDefinition definition) {
        ByteWriter out = new ByteWriter();
        DefinitionCodec.write(out.writeByte(VERSION), definition);
        return out.toByteArray();
    }

    public static BacklogDefinition decodeDefinition(byte[] value) throws MalformedBytesException {
        ByteReader in = open("definition", value);
        BacklogDefinition definition = DefinitionCodec.read(in);
        requireEnd("definition", in);
        return definition;
    }
}

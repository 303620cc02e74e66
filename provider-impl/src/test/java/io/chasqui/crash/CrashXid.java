package io.chasqui.crash;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/**
 * The name of a branch, from which everybody can tell what becomes of it. Immutable.
 *
 * @param round in which it was begun
 */
record CrashXid(int round, int number) implements Xid {

    private static final int FORMAT = 0x4348;

    /** What becomes of a branch whose work is done. */
    enum Course {
        PREPARE_AND_COMMIT,
        PREPARE_AND_ROLL_BACK,
        COMMIT_IN_ONE_PHASE,
        ROLL_BACK_UNPREPARED,
        LEAVE_PREPARED
    }

    static CrashXid of(Xid xid) {
        ByteBuffer global = ByteBuffer.wrap(xid.getGlobalTransactionId());
        return new CrashXid(global.getInt(), global.getInt());
    }

    Course course() {
        return switch (number % 8) {
            case 0, 1, 2 -> Course.PREPARE_AND_COMMIT;
            case 3 -> Course.PREPARE_AND_ROLL_BACK;
            case 4 -> Course.COMMIT_IN_ONE_PHASE;
            case 5 -> Course.ROLL_BACK_UNPREPARED;
            default -> Course.LEAVE_PREPARED;
        };
    }

    /** How it is decided once it is prepared. */
    boolean commits() {
        return course() == Course.PREPARE_AND_COMMIT || course() == Course.LEAVE_PREPARED && number / 8 % 2 == 0;
    }

    /** Whether a process that finds it in doubt decides it; some are left in doubt for one more life. */
    boolean isDecidedIn(int laterRound) {
        return number % 8 != 7 || laterRound > round + 1;
    }

    /** What the logs call it. */
    String id() {
        return "xa-" + round + '-' + number;
    }

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(8).putInt(round).putInt(number).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}

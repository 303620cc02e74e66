package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.fail;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import io.chasqui.disk.FilteredDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Random use, random crashes: what was confirmed is there, nothing is invented, and of the rest there is a beginning. Each
 * mutant is a journal with one safeguard taken away, which the same trials must notice.
 */
class JournalCrashPropertyTest {

    private static final int SEEDS = Integer.getInteger("journal.seeds", 2000);
    private static final int MUTANT_SEEDS = 3000;
    private static final int LIVES = 5;

    @Test
    void keepsWhatWasConfirmedAndInventsNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new JournalTrial(seed).run(LIVES);
            } catch (IOException | AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void aJournalThatForcesNoFileIsCaught() {
        requireCaught(directory -> new FilteredDirectory(directory) {
            @Override
            protected void force(DiskFile file) {}
        });
    }

    @Test
    void aJournalThatForcesNoDirectoryIsCaught() {
        requireCaught(directory -> new FilteredDirectory(directory) {
            @Override
            public void force() {}
        });
    }

    @Test
    void aJournalThatLeavesRecordsBehindATornOneIsCaught() {
        requireCaught(directory -> new FilteredDirectory(directory) {
            @Override
            protected void write(DiskFile file, ByteBuffer bytes, long position) throws IOException {
                if (!bytes.equals(ByteBuffer.allocate(RecordFormat.HEADER_BYTES))) {
                    file.write(bytes, position);
                }
            }
        });
    }

    @Test
    void aJournalWithoutChecksumsIsCaught() {
        requireCaught(UnaryOperator.identity(), (position, lengthAndForced, tag, head, body) -> 0);
    }

    @Test
    void aChecksumOfTheHeaderAloneIsCaught() {
        requireCaught(
                UnaryOperator.identity(),
                (position, lengthAndForced, tag, head, body) ->
                        Checksum.CRC32C.of(position, lengthAndForced, tag, JournalEntry.NOTHING, JournalEntry.NOTHING));
    }

    private static void requireCaught(UnaryOperator<Directory> view) {
        requireCaught(view, Checksum.CRC32C);
    }

    private static void requireCaught(UnaryOperator<Directory> view, Checksum checksum) {
        for (long seed = 0; seed < MUTANT_SEEDS; seed++) {
            JournalTrial trial = new JournalTrial(seed, view, checksum);
            if (fails(() -> trial.run(LIVES))) {
                return;
            }
        }
        fail("the mutant survived " + MUTANT_SEEDS + " seeds");
    }

    private static boolean fails(Executable trial) {
        try {
            trial.execute();
            return false;
        } catch (Throwable e) {
            return true;
        }
    }
}

package io.chasqui.checkpoint;

import io.chasqui.checkpoint.CrashRun.Mutant;
import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Leaves out something that a store asks of its directory. */
record ForgetfulDirectory(Directory directory, Mutant mutant) implements Directory {

    @Override
    public String path() {
        return directory.path();
    }

    @Override
    public List<String> list() throws IOException {
        return directory.list();
    }

    @Override
    public boolean exists(String name) throws IOException {
        return directory.exists(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        DiskFile file = directory.open(name);
        boolean log = name.endsWith(".redo");
        boolean forgetsForce =
                log ? mutant == Mutant.NO_FORCE_OF_LOG : name.endsWith(".db") && mutant == Mutant.NO_FORCE_OF_FILE;
        return new ForgetfulFile(file, log && mutant == Mutant.NO_REDO_LOG, forgetsForce);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        directory.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        directory.delete(name);
    }

    @Override
    public void force() throws IOException {
        if (mutant != Mutant.NO_FORCE_OF_NAMES) {
            directory.force();
        }
    }

    private record ForgetfulFile(DiskFile file, boolean forgetsWrites, boolean forgetsForce) implements DiskFile {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            if (!forgetsWrites) {
                file.write(bytes, position);
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void force() throws IOException {
            if (!forgetsForce) {
                file.force();
            }
        }

        @Override
        public void setSize(long bytes) throws IOException {
            file.setSize(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

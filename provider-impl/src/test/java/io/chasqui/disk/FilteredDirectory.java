package io.chasqui.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** Passes everything on, and lets a test leave out or change some of it. */
public abstract class FilteredDirectory implements Directory {

    private final Directory directory;

    protected FilteredDirectory(Directory directory) {
        this.directory = directory;
    }

    protected void write(DiskFile file, ByteBuffer bytes, long position) throws IOException {
        file.write(bytes, position);
    }

    protected void force(DiskFile file) throws IOException {
        file.force();
    }

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
        return new FilteredFile(directory.open(name));
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
        directory.force();
    }

    @Override
    public OptionalLong freeBytes() {
        return directory.freeBytes();
    }

    private final class FilteredFile implements DiskFile {

        private final DiskFile file;

        FilteredFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            FilteredDirectory.this.write(file, bytes, position);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void force() throws IOException {
            FilteredDirectory.this.force(file);
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

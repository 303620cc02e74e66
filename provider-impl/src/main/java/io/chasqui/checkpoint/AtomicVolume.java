package io.chasqui.checkpoint;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * A {@link PagedFile} as MapDB sees it: bytes by their offset. What MapDB calls sync is a commit, all or nothing. Owned by
 * one thread.
 */
final class AtomicVolume extends Volume {

    private final PagedFile pages;

    AtomicVolume(PagedFile pages) {
        this.pages = pages;
    }

    private byte[] readable(long offset) {
        try {
            return pages.readable(offset / Pages.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] writable(long offset) {
        try {
            return pages.writable(offset / Pages.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int at(long offset) {
        return (int) (offset % Pages.BYTES);
    }

    @Override
    public void ensureAvailable(long offset) {
        pages.growTo((offset + Pages.BYTES - 1) / Pages.BYTES);
    }

    @Override
    public void putByte(long offset, byte value) {
        writable(offset)[at(offset)] = value;
    }

    @Override
    public void putInt(long offset, int value) {
        putNumber(offset, Integer.BYTES, value);
    }

    @Override
    public void putLong(long offset, long value) {
        putNumber(offset, Long.BYTES, value);
    }

    private void putNumber(long offset, int bytes, long value) {
        int at = at(offset);
        if (at > Pages.BYTES - bytes) {
            for (int i = 0; i < bytes; i++) {
                putByte(offset + i, byteOf(value, bytes, i));
            }
            return;
        }
        byte[] page = writable(offset);
        for (int i = 0; i < bytes; i++) {
            page[at + i] = byteOf(value, bytes, i);
        }
    }

    private static byte byteOf(long value, int bytes, int index) {
        return (byte) (value >>> Byte.SIZE * (bytes - 1 - index));
    }

    @Override
    public void putData(long offset, byte[] source, int sourceAt, int size) {
        int done = 0;
        while (done < size) {
            int at = at(offset + done);
            int part = Math.min(size - done, Pages.BYTES - at);
            System.arraycopy(source, sourceAt + done, writable(offset + done), at, part);
            done += part;
        }
    }

    @Override
    public void putData(long offset, ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        putData(offset, bytes, 0, bytes.length);
    }

    @Override
    public void clear(long startOffset, long endOffset) {
        long offset = startOffset;
        while (offset < endOffset) {
            int at = at(offset);
            int part = (int) Math.min(endOffset - offset, Pages.BYTES - at);
            if (readable(offset) != Pages.NEVER_WRITTEN) {
                Arrays.fill(writable(offset), at, at + part, (byte) 0);
            }
            offset += part;
        }
    }

    @Override
    public byte getByte(long offset) {
        return readable(offset)[at(offset)];
    }

    @Override
    public int getInt(long offset) {
        return (int) getNumber(offset, Integer.BYTES);
    }

    @Override
    public long getLong(long offset) {
        return getNumber(offset, Long.BYTES);
    }

    private long getNumber(long offset, int bytes) {
        int at = at(offset);
        long value = 0;
        if (at > Pages.BYTES - bytes) {
            for (int i = 0; i < bytes; i++) {
                value = value << Byte.SIZE | getByte(offset + i) & 0xff;
            }
            return value;
        }
        byte[] page = readable(offset);
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | page[at + i] & 0xff;
        }
        return value;
    }

    @Override
    public void getData(long offset, byte[] target, int targetAt, int size) {
        int done = 0;
        while (done < size) {
            int at = at(offset + done);
            int part = Math.min(size - done, Pages.BYTES - at);
            System.arraycopy(readable(offset + done), at, target, targetAt + done, part);
            done += part;
        }
    }

    @Override
    public DataInput2 getDataInput(long offset, int size) {
        byte[] bytes = new byte[size];
        getData(offset, bytes, 0, size);
        return new DataInput2.ByteArray(bytes);
    }

    @Override
    public void sync() {
        try {
            pages.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                pages.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public long length() {
        return pages.pageCount() * Pages.BYTES;
    }

    /** Only MapDB's compaction would ask, and it is not used. */
    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("A file of durable state is made smaller by writing it anew.");
    }

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    /** None that MapDB could touch. */
    @Override
    public @Nullable File getFile() {
        return null;
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }
}

package io.chasqui.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes small files that are secret or decide about what is. */
final class SecurityFiles {

    private static final long MOST_BYTES = 64L << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecurityFiles() {}

    /** By what one sees that a file is another one than before. */
    record Stamp(long modifiedMillis, long bytes, String key) {

        /** Null when there is no such file, or none that can be looked at. */
        static @Nullable Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        attributes.lastModifiedTime().toMillis(),
                        attributes.size(),
                        String.valueOf(attributes.fileKey()));
            } catch (IOException notThere) {
                return null;
            }
        }
    }

    static byte[] bytes(Path file) throws SecurityFileException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new SecurityFileException(file, "it is too large for such a file (over 64 MiB)", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new SecurityFileException(
                    file, "there is no such file; correct the option that names it, or create it", missing);
        } catch (SecurityFileException known) {
            throw known;
        } catch (IOException unreadable) {
            throw new SecurityFileException(
                    file,
                    "it cannot be read (" + unreadable + "); is it a file, and may this process read it?",
                    unreadable);
        }
    }

    static String read(Path file) throws SecurityFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new SecurityFileException(file, "it is no UTF-8 text; save it in that encoding", notText);
        }
    }

    /** Whether others than the owner can read it, as far as the file system tells. */
    static boolean isOpenToOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Writes the text beside the file and puts it in its place when it is on the disk; only the owner can read it. */
    static void write(Path file, String text) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = real.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new SecurityFileException(file, "there is no directory " + folder + "; create it first", null);
        }
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path fresh = Files.createTempFile(folder, "." + real.getFileName(), ".new", attributes);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}

package io.chasqui.engine.inspection;

import io.chasqui.engine.body.LargeBodies;
import io.chasqui.message.Body;
import io.chasqui.message.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The files of large bodies, of a data directory or beside an export. Owned by one thread. */
final class BodyFolder {

    private final Path path;

    private BodyFolder(Path path) {
        this.path = path;
    }

    static BodyFolder ofDirectory(Path directory) {
        return new BodyFolder(directory.resolve("bodies"));
    }

    /** For an export {@code backup.jsonl}, the folder {@code backup.jsonl.bodies}. */
    static BodyFolder besideExport(Path export) {
        return new BodyFolder(export.resolveSibling(export.getFileName() + ".bodies"));
    }

    /** @throws FileAlreadyExistsException when it is there: what is in it may be something else that has the same numbers */
    void requireAbsent() throws FileAlreadyExistsException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    /** @throws IOException when the message has a large body, and its file is not here or not whole */
    void requireBodyOf(Message message) throws IOException {
        Body.Stored body = message.largeBody();
        if (body == null) {
            return;
        }
        Path file = fileOf(body);
        if (!Files.exists(file)) {
            throw new IOException("the file of its body, " + file + ", is missing");
        }
        if (Files.size(file) != body.length()) {
            throw new IOException("the file of its body, " + file + ", has " + Files.size(file) + " bytes instead of "
                    + body.length());
        }
    }

    /** Copies the large body of a message to another folder, unless it has none, or that one has it already. */
    void copyBodyOf(Message message, BodyFolder to) throws IOException {
        requireBodyOf(message);
        Body.Stored body = message.largeBody();
        if (body != null && !Files.exists(to.fileOf(body))) {
            Files.createDirectories(to.path);
            Files.copy(fileOf(body), to.fileOf(body), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Makes everything in it survive a crash. */
    void force() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path fileOf(Body.Stored body) {
        return path.resolve(LargeBodies.nameOf(body.id()));
    }
}

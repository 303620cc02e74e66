package io.chasqui.ra.servers;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all servers have in common: a name, a JDK, a folder of their own and one process. */
abstract class UnpackedServer implements ApplicationServer {

    private final String name;
    private final Jdk jdk;
    private final Path home;

    private @Nullable ServerProcess process;

    UnpackedServer(String name, Jdk jdk) {
        this.name = name;
        this.jdk = jdk;
        home = Archives.FOLDER.resolve("run").resolve(name);
    }

    @Override
    public final String name() {
        return name;
    }

    final Jdk jdk() {
        return jdk;
    }

    final Path home() {
        return home;
    }

    /** Keeps the process that was started. */
    final ServerProcess started(ServerProcess started) {
        process = started;
        return started;
    }

    @Override
    public final ServerProcess process() {
        return Objects.requireNonNull(process, "not started");
    }

    @Override
    public void stop() throws Exception {
        process().stop();
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }
}

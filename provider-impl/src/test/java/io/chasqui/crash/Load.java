package io.chasqui.crash;

import java.util.Random;

/** A thread that keeps the broker busy in one way until the process is killed. Used by its own thread. */
abstract class Load implements Runnable {

    final Scene scene;
    final String name;
    final OracleLog log;
    final Random random;

    Load(Scene scene, String name) {
        this.scene = scene;
        this.name = name;
        log = scene.log(name);
        random = scene.random(name);
    }

    /** Connects. */
    abstract void open() throws Exception;

    /** One thing to do. */
    abstract void step() throws Exception;

    @Override
    public final void run() {
        try {
            open();
            while (!scene.isOver()) {
                step();
            }
            close();
        } catch (Throwable e) {
            // Where nobody is killed, connections are closed while they are in use.
            if (!scene.isOver()) {
                e.printStackTrace();
                log.write(Verb.WRONG, name, "failed:", e.toString().replaceAll("\\s+", " "));
            }
        }
    }

    /** Closes what the scene does not know of. */
    void close() throws Exception {}

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }
}

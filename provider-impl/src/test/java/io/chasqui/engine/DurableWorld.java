package io.chasqui.engine;

import io.chasqui.checkpoint.CheckpointOptions;
import io.chasqui.checkpoint.GenerationListener;
import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import io.chasqui.disk.FilteredDirectory;
import io.chasqui.disk.SimulatedDisk;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.queue.Overflow;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.recovery.Checkpointer;
import io.chasqui.engine.recovery.Recovered;
import io.chasqui.engine.recovery.Storage;
import io.chasqui.engine.session.Access;
import io.chasqui.engine.session.BrokerTraits;
import io.chasqui.engine.session.Login;
import io.chasqui.journal.Durability;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.ManualDriver;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.ManualLoop;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A broker with everything below it on one thread: loops, journal, checkpoints and readers take random turns, on disks that
 * can lose what was not forced. It lives until it is crashed, and begins its next life on what the disks still have.
 */
final class DurableWorld {

    private static final int SEGMENT_BYTES = 8192;
    private static final int GROUP_BYTES = 1024;
    private static final int GROUP_RECORDS = 16;

    /** What is left out, to see that it is missed. */
    enum Mutant {
        NONE,
        NO_FORCE_OF_JOURNAL,
        NO_FORCE_OF_STATE,
        NO_FORCE_OF_BODIES
    }

    final Random random;
    private final Mutant mutant;
    private final int loopCount;
    private final long memoryBytes;
    private SimulatedDisk journalDisk;
    private SimulatedDisk stateDisk;
    private SimulatedDisk bodyDisk;
    private long now;
    private int starts;

    private List<ManualLoop> loops = List.of();
    private ManualDriver driver = new ManualDriver();
    private ArrayDeque<Runnable> stateTasks = new ArrayDeque<>();
    private ArrayDeque<Runnable> readerTasks = new ArrayDeque<>();
    private ArrayDeque<Runnable> bodyTasks = new ArrayDeque<>();
    private @Nullable Checkpointer checkpointer;
    private @Nullable FileJournal journal;
    private @Nullable Engine engine;

    DurableWorld(long seed, Mutant mutant) {
        this.random = new Random(seed);
        this.mutant = mutant;
        this.loopCount = 1 + (int) (seed % 3);
        this.memoryBytes = random.nextBoolean() ? 1 << 30 : 4_000;
        this.journalDisk = new SimulatedDisk(seed);
        this.stateDisk = new SimulatedDisk(~seed);
        this.bodyDisk = new SimulatedDisk(seed * 31);
    }

    private Directory without(SimulatedDisk disk, Mutant mine) {
        return mutant != mine
                ? disk
                : new FilteredDirectory(disk) {
                    @Override
                    protected void force(DiskFile file) {}
                };
    }

    /** Begins a life. */
    void start() throws IOException {
        loops = new ArrayList<>();
        for (int i = 0; i < loopCount; i++) {
            ManualLoop loop = new ManualLoop(true);
            loop.advance(now);
            loops.add(loop);
        }
        driver = new ManualDriver();
        stateTasks = new ArrayDeque<>();
        readerTasks = new ArrayDeque<>();
        ArrayDeque<Runnable> states = stateTasks;
        ArrayDeque<Runnable> readers = readerTasks;
        bodyTasks = new ArrayDeque<>();
        ArrayDeque<Runnable> writers = bodyTasks;
        journal = FileJournal.open(
                without(journalDisk, Mutant.NO_FORCE_OF_JOURNAL),
                new JournalSettings(SEGMENT_BYTES, GROUP_BYTES, GROUP_RECORDS, 1, 0),
                driver);
        GenerationalStore state = GenerationalStore.open(
                without(stateDisk, Mutant.NO_FORCE_OF_STATE),
                new CheckpointOptions(1 << 20, 1 << 18, 2),
                GenerationListener.logging());
        Disk disk = new Disk(0);
        LargeBodies bodies =
                new LargeBodies(() -> without(bodyDisk, Mutant.NO_FORCE_OF_BODIES), writers::add, disk, 1 << 20);
        Recovered recovered = Recovered.from(
                new Storage(journal, state, new SegmentUsage(), states::add, readers::add, bodies, disk));
        EngineSettings settings = new EngineSettings(
                new BrokerTraits("sim", Integer.toString(++starts), 1000, 1 << 20, 1 << 20),
                memoryBytes,
                0,
                1000,
                0,
                null,
                0,
                5,
                Access.of(Login.OPEN),
                Overflow.PAGE,
                destination -> Durability.FORCED);
        engine = new Engine(List.<EventLoop>copyOf(loops), settings, bodies, recovered);
        engine.restore(0, made -> checkpointer = made, failure -> {
            throw new IllegalStateException(failure);
        });
        settle();
    }

    Engine engine() {
        if (engine == null) {
            throw new IllegalStateException("it does not live");
        }
        return engine;
    }

    /** The time as the clients see it. */
    long now() {
        return loops.get(0).now();
    }

    /** How many files of large bodies there are. */
    int bodies() throws IOException {
        return bodyDisk.list().size();
    }

    int segments() {
        return journal == null ? 0 : journal.segments().size();
    }

    /** Somebody takes a turn; false when nobody has anything to do. */
    private boolean turn() {
        List<ManualLoop> busy = loops.stream().filter(ManualLoop::hasTasks).toList();
        int start = random.nextInt(5);
        for (int i = 0; i < 5; i++) {
            switch ((start + i) % 5) {
                case 0, 1 -> {
                    if (!busy.isEmpty()) {
                        busy.get(random.nextInt(busy.size())).runOne();
                        return true;
                    }
                }
                case 2 -> {
                    driver.runBackground();
                    if (driver.turn()) {
                        return true;
                    }
                }
                case 3 -> {
                    if (run(stateTasks)) {
                        return true;
                    }
                }
                default -> {
                    if (random.nextBoolean()
                            ? run(readerTasks) || run(bodyTasks)
                            : run(bodyTasks) || run(readerTasks)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean run(ArrayDeque<Runnable> tasks) {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    void runSome(int turns) {
        for (int i = 0; i < turns && turn(); i++) {
            // each turn is one task
        }
    }

    /** Until nobody has anything to do now. */
    void settle() {
        while (turn()) {
            // again
        }
    }

    void advance(long millis) {
        settle();
        loops.forEach(loop -> loop.advance(millis));
        settle();
    }

    void checkpoint() {
        if (checkpointer != null) {
            checkpointer.write(() -> {});
        }
    }

    /** One operation of the journal's disk will fail soon. */
    void breakDisk() {
        journalDisk.failAt(
                journalDisk.operations() + random.nextInt(40),
                random.nextBoolean() ? SimulatedDisk.Fault.NO_SPACE : SimulatedDisk.Fault.INPUT_OUTPUT);
    }

    /** Ends this life at once: the process dies, or the power fails. */
    void crash(boolean power) {
        now += now() - new ManualLoop().now() - now;
        journalDisk = power ? journalDisk.crash() : journalDisk.kill();
        stateDisk = power ? stateDisk.crash() : stateDisk.kill();
        bodyDisk = power ? bodyDisk.crash() : bodyDisk.kill();
        engine = null;
        journal = null;
        checkpointer = null;
    }
}

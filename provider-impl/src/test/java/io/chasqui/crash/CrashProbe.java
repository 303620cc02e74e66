package io.chasqui.crash;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.crash.ProducerLoad.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with a broker in it that looks at what the broker has, says {@value #READY}, and keeps it busy until it is
 * killed. {@link CrashRun} runs it.
 *
 * <p>Arguments: the address, the directory for the logs, the file with the {@link Expectation}, the round, the seed, and a
 * {@link Task}.
 */
final class CrashProbe {

    /** Printed when the load begins. */
    static final String READY = "ready";

    /** What else it does. */
    enum Task {
        /** Verify, then work until killed. */
        WORK,
        /** Verify, consume everything, then work until killed. */
        DRAIN,
        /** Verify, decide and consume everything, verify again, and end. */
        FINISH
    }

    private static final int LONGEST_DELAY_MILLIS = 3000;
    private static final int LONGEST_LIFE_MILLIS = 4000;

    private final Scene scene;
    private final List<Place> churned;

    private CrashProbe(Scene scene, List<Place> churned) {
        this.scene = scene;
        this.churned = churned;
    }

    public static void main(String[] args) throws Exception {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(args[0]);
        Scene scene = new Scene(factory, Integer.parseInt(args[3]), Long.parseLong(args[4]), Path.of(args[1]));
        play(scene, Expectation.read(Path.of(args[2])), Task.valueOf(args[5]));
        System.out.println(READY);
    }

    /** @return the threads at work */
    static List<Thread> play(Scene scene, Expectation expectation, Task task) throws Exception {
        OracleLog log = scene.log("verification");
        try {
            Verification verification = new Verification(scene, log, expectation, task == Task.FINISH);
            verification.run();
            if (task != Task.WORK) {
                new Drain(scene, log, task == Task.FINISH ? LONGEST_DELAY_MILLIS : 100).run(verification.places());
            }
            if (task == Task.FINISH) {
                verification.afterDrain().run();
                return List.of();
            }
            return new CrashProbe(scene, verification.churned()).work();
        } catch (Throwable e) {
            log.write(Verb.WRONG, "the verification failed:", e.toString().replaceAll("\\s+", " "));
            throw e;
        }
    }

    private List<Thread> work() throws Exception {
        // Without a subscription nobody would keep what is published.
        for (Place place : Place.STANDING) {
            if (place.kind() != Place.Kind.QUEUE) {
                try (var connection = scene.connect(place.clientId())) {
                    place.consumer(connection.createSession()).close();
                }
            }
        }
        List<Thread> threads = new ArrayList<>();
        for (Load load : loads()) {
            Thread thread = new Thread(load, load.name);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private List<Load> loads() {
        return List.of(
                new ProducerLoad(scene, "p1", Mode.ONE_BY_ONE, item -> List.of(Place.ORDERS)),
                new ProducerLoad(scene, "p2", Mode.ASYNCHRONOUS, item -> List.of(Place.ORDERS)).priority(7),
                new ProducerLoad(scene, "p3", Mode.TRANSACTED, item -> List.of(Place.ORDERS)),
                new ConsumerLoad(scene, "orders-1", Place.ORDERS, false, true),
                new ConsumerLoad(scene, "orders-2", Place.ORDERS, true, true),
                new ProducerLoad(scene, "t1", Mode.ONE_BY_ONE, Place::wanting),
                new ProducerLoad(scene, "t2", Mode.TRANSACTED, Place::wanting),
                new ConsumerLoad(scene, "prices", Place.PRICES, false, true),
                new ConsumerLoad(scene, "prices-1", Place.PRICES_SHARED, true, true),
                new ConsumerLoad(scene, "prices-2", Place.PRICES_SHARED, false, true),
                new ConsumerLoad(scene, "prices-even", Place.PRICES_EVEN, false, true),
                new ProducerLoad(scene, "i1", Mode.ONE_BY_ONE, item -> List.of(Place.PIPE_IN)),
                new PipelineLoad(scene, "pipeline"),
                new ConsumerLoad(scene, "pipe-out", Place.PIPE_OUT, true, true),
                new ProducerLoad(scene, "x1", Mode.ASYNCHRONOUS, item -> List.of(Place.XA_IN)),
                new XaLoad(scene, "xa"),
                new ConsumerLoad(scene, "xa-out", Place.XA_OUT, true, true),
                new ProducerLoad(scene, "d1", Mode.ONE_BY_ONE, item -> List.of(Place.LATER))
                        .delayed(LONGEST_DELAY_MILLIS),
                new ConsumerLoad(scene, "later", Place.LATER, false, false),
                new ProducerLoad(scene, "b1", Mode.ONE_BY_ONE, item -> List.of(Place.BRIEF))
                        .mortal(LONGEST_LIFE_MILLIS),
                new ConsumerLoad(scene, "brief", Place.BRIEF, true, false),
                new ChurnLoad(scene, "churn", churned));
    }
}

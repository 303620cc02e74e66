package io.chasqui.engine.recovery;

import io.chasqui.engine.effect.Effects;
import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.queue.QueueActor;
import io.chasqui.engine.record.BacklogDefinition.OfSubscription;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.session.Broker;
import io.chasqui.engine.topic.SubscriptionRequest;
import io.chasqui.engine.topic.TopicActor;
import io.chasqui.loop.EventLoop;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Gives each recovered ledger to its queue or durable subscription, and then has the branches in doubt take what is theirs.
 * Runs on the loops, before anybody is connected; used once.
 */
public final class Restoration {

    private static final System.Logger LOG = System.getLogger(Restoration.class.getName());

    private final Broker broker;
    private final Recovered recovered;
    private final List<EventLoop> loops;
    private final EventLoop home;
    private final Records records;

    private final Consumer<Throwable> failed;

    /** By number of the ledger. */
    private final Map<Long, Backlog> backlogs = new ConcurrentHashMap<>();

    /** @param failed gets what makes it impossible, on any loop */
    public Restoration(Broker broker, Recovered recovered, List<EventLoop> loops, Consumer<Throwable> failed) {
        this.failed = failed;
        this.broker = broker;
        this.recovered = recovered;
        this.loops = loops;
        this.home = loops.get(0);
        Records known = broker.records();
        if (known == null) {
            throw new IllegalArgumentException("the broker records nothing");
        }
        this.records = known;
    }

    /** @param done gets what writes checkpoints from now on, on the home loop, when everything is in its place */
    public void run(Consumer<Checkpointer> done) {
        home.execute(guarded(() -> {
            restoreEffects();
            Collection<Ledger> ledgers = recovered.ledgers().all();
            AtomicInteger left = new AtomicInteger(ledgers.size() + 1);
            Runnable step = () -> {
                if (left.decrementAndGet() == 0) {
                    home.execute(guarded(() -> restoreDelays(() -> restoreBranches(done))));
                }
            };
            ledgers.forEach(ledger -> restore(ledger, step));
            step.run();
        }));
    }

    private void restoreEffects() {
        Effects effects = recovered.ledgers().effects();
        broker.effects().at(home).addAll(effects);
        broker.senders().restore(effects.prefixes());
    }

    /** Whatever goes wrong is told instead of leaving somebody to wait for the end. */
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        };
    }

    private void restore(Ledger ledger, Runnable step) {
        PublishTarget target = broker.destinations().find(ledger.definition().destination());
        if (target instanceof QueueActor queue) {
            queue.loop().executeDown(guarded(() -> {
                queue.restore(ledger);
                attached(ledger, queue.backlog(), step);
            }));
        } else if (target instanceof TopicActor topic && ledger.definition() instanceof OfSubscription subscription) {
            broker.subscriptions()
                    .restore(
                            SubscriptionRequest.of(subscription, topic),
                            ledger,
                            backlog -> attached(ledger, backlog, step));
        } else {
            LOG.log(System.Logger.Level.ERROR, "{0} has no destination; it stays stored", ledger.definition());
            step.run();
        }
    }

    private void attached(Ledger ledger, Backlog backlog, Runnable step) {
        records.restore(backlog.loop(), ledger);
        backlogs.put(ledger.id(), backlog);
        step.run();
    }

    /** Messages that wait for their time do so in their backlog. */
    private void restoreDelays(Runnable then) {
        AtomicInteger left = new AtomicInteger(1);
        Runnable step = () -> {
            if (left.decrementAndGet() == 0) {
                home.executeDown(then);
            }
        };
        recovered.ledgers().forEachDelayed((ledger, slot, due) -> {
            Backlog backlog = backlogs.get(ledger.id());
            if (backlog != null) {
                left.incrementAndGet();
                backlog.loop().executeDown(() -> {
                    backlog.requireRecording().restoreDelayed(slot, due);
                    step.run();
                });
            }
        });
        step.run();
    }

    private void restoreBranches(Consumer<Checkpointer> done) {
        Storage storage = recovered.storage();
        new BranchRestoration(storage, broker, home, backlogs, failed)
                .run(
                        recovered.ledgers().inDoubt(),
                        () -> done.accept(new Checkpointer(
                                storage,
                                records,
                                loops,
                                recovered.prepared(),
                                broker.effects(),
                                recovered.position())));
    }
}

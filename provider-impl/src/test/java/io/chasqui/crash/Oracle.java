package io.chasqui.crash;

import io.chasqui.crash.Operation.Kind;
import io.chasqui.crash.Operation.Stage;
import io.chasqui.crash.SubscriptionStates.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows from the logs what a broker has confirmed, through all its lives, and finds what contradicts that. It is fed the
 * lines of one process after the other, each in the order of their sequence. Owned by one thread.
 */
final class Oracle {

    private final Set<String> unordered;
    private final Findings findings = new Findings();
    private final Stock stock = new Stock();
    private final Operations operations = new Operations(stock, findings);
    private final SubscriptionStates subscriptions = new SubscriptionStates(findings);
    private final Snapshot snapshot = new Snapshot();
    private final Deliveries deliveries;

    /** Messages being given back, by the operation that does it. */
    private final Map<String, List<Effect>> returns = new HashMap<>();

    private final Map<String, Long> counts = new TreeMap<>();
    private int round;

    /**
     * @param unordered backlogs in which the numbers of a stream need not grow
     * @param contested backlogs with several consumers at a time
     */
    Oracle(Set<String> unordered, Set<String> contested) {
        this.unordered = unordered;
        deliveries = new Deliveries(stock, findings, unordered, contested);
    }

    /** The lines of a process follow; the one before it, if any, is dead. */
    void beginRound(int number) {
        round = number;
        returns.clear();
        deliveries.beginRound(number);
        subscriptions.beginRound();
        stock.forgetBefore(number);
        operations.beginRound();
    }

    List<String> findings() {
        return findings.all();
    }

    /** How often which kind of thing happened, for a person who wants to know whether the test tests anything. */
    Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    void apply(Line line) {
        counts.merge(line.verb().name(), 1L, Long::sum);
        switch (line.verb()) {
            case INTENT -> begin(line, Kind.WHOLE);
            case ACKNOWLEDGE -> begin(line, Kind.ACKNOWLEDGEMENT);
            case PREPARE -> begin(line, Kind.BRANCH);
            case PREPARED, DECIDE -> advance(line);
            case DONE -> done(line.word(0));
            case UNDONE -> settle(line.word(0), false);
            case TOOK -> deliveries.took(line);
            case BACK -> giveBack(line);
            case BEGIN -> snapshot.begin(line.millis());
            case LISTED -> listed(line.words());
            case SEEN -> seen(line.word(0), Item.parse(line.word(1)));
            case VERIFIED -> verified(line.millis());
            case CREATE, CREATED, DROP, DROPPED, PROBE, FOUND, ABSENT -> subscription(line.verb(), line.word(0));
            case WRONG -> findings.add("WRONG: " + String.join(" ", line.words()));
        }
    }

    private void begin(Line line, Kind kind) {
        List<Effect> effects = line.wordsFrom(1).stream().map(Effect::parse).toList();
        operations.begin(new Operation(line.word(0), kind, round, effects));
    }

    private void advance(Line line) {
        Operation operation = known(line.word(0));
        if (operation != null) {
            boolean prepared = line.verb() == Verb.PREPARED;
            operation.stage =
                    prepared ? Stage.PREPARED : line.word(1).equals("commit") ? Stage.COMMITTING : Stage.ROLLING_BACK;
            if (operation.stage == Stage.ROLLING_BACK) {
                release(operation);
            }
        }
    }

    private void release(Operation operation) {
        for (Effect effect : operation.effects) {
            Piece piece = stock.find(effect.place(), effect.item());
            if (piece != null && piece.taker == operation) {
                piece.holder = null;
            }
        }
    }

    private void done(String id) {
        List<Effect> given = returns.remove(id);
        if (given == null) {
            settle(id, true);
        } else {
            for (Effect effect : given) {
                Piece piece = stock.find(effect.place(), effect.item());
                if (piece != null) {
                    piece.returns++;
                }
            }
        }
    }

    private void settle(String id, boolean happened) {
        Operation operation = known(id);
        if (operation != null) {
            operations.settle(operation, happened, round);
        }
    }

    private @Nullable Operation known(String id) {
        Operation operation = operations.find(id);
        if (operation == null) {
            findings.add("WRONG: the log speaks of an operation " + id + " that was not begun or is settled");
        }
        return operation;
    }

    private void giveBack(Line line) {
        List<Effect> effects =
                line.wordsFrom(1).stream().map(word -> Effect.parse('-' + word)).toList();
        returns.put(line.word(0), effects);
        for (Effect effect : effects) {
            Piece piece = stock.find(effect.place(), effect.item());
            if (piece != null) {
                piece.holder = null;
            }
        }
    }

    private void listed(List<String> ids) {
        for (String id : ids) {
            Operation operation = operations.find(id);
            String decision = operations.decision(id);
            if (operation != null) {
                operation.listed = true;
                if (operation.stage == Stage.BEGUN) {
                    operation.stage = Stage.PREPARED;
                }
            } else if (decision != null) {
                findings.add("RESURRECTED branch: " + id + " was " + decision + " and is listed by recover");
            } else {
                findings.add("UNKNOWN branch: " + id + " is listed by recover, and nobody prepared it");
            }
        }
        operations.open().stream()
                .filter(operation -> operation.stage == Stage.PREPARED && !operation.listed)
                .forEach(this::lost);
        counts.merge("branches listed", (long) ids.size(), Long::sum);
    }

    private void lost(Operation branch) {
        findings.add("LOST branch: " + branch + " was prepared, confirmed, and is not listed by recover");
        operations.settle(branch, false, round);
    }

    private void seen(String place, Item item) {
        if (!snapshot.add(place, item)) {
            findings.add("DOUBLED: " + item + " is in " + place + " twice");
        }
        deliveries.checkVisible(place, item, "is in " + place);
    }

    private void verified(long millis) {
        snapshot.end(millis);
        new Verdict(stock, operations, subscriptions, snapshot, findings, round).judge(unordered);
    }

    private void subscription(Verb verb, String place) {
        switch (verb) {
            case CREATED -> subscriptions.set(place, State.EXISTS);
            case DROPPED -> subscriptions.set(place, State.GONE);
            case PROBE -> subscriptions.probe(place);
            case FOUND -> subscriptions.found(place);
            case ABSENT -> subscriptions.absent(place);
            default -> subscriptions.set(place, State.UNSURE);
        }
        if (verb == Verb.DROPPED || verb == Verb.FOUND || verb == Verb.ABSENT) {
            stock.drop(place);
        }
    }

    /** What the next process is told, so that it knows for what to wait and what to ask. */
    Expectation expectation() {
        List<Effect> messages = new ArrayList<>();
        for (String place : stock.places()) {
            if (subscriptions.isKept(place)) {
                for (Piece piece : stock.at(place)) {
                    if (piece.adder == null && piece.taker == null) {
                        messages.add(new Effect(true, place, piece.item, piece.due, piece.expiry));
                    }
                }
            }
        }
        return new Expectation(messages, subscriptions.all());
    }
}

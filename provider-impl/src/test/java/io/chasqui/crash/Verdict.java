package io.chasqui.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a verification saw with what must, may and must not be there, and settles what was open: an operation that
 * was begun and not confirmed has taken effect whole or not at all, and it stays so. Made for one verification.
 */
final class Verdict {

    /** How much later than it should a message may become visible, and how much earlier than noted it may expire. */
    static final long SLACK_MILLIS = 1000;

    private final Stock stock;
    private final Operations operations;
    private final SubscriptionStates subscriptions;
    private final Snapshot snapshot;
    private final Findings findings;
    private final int round;

    Verdict(
            Stock stock,
            Operations operations,
            SubscriptionStates subscriptions,
            Snapshot snapshot,
            Findings findings,
            int round) {
        this.stock = stock;
        this.operations = operations;
        this.subscriptions = subscriptions;
        this.snapshot = snapshot;
        this.findings = findings;
        this.round = round;
    }

    void judge(Set<String> unordered) {
        settleBranches();
        settleByWhatIsSeen();
        settleTheRest();
        findMissing();
        for (String place : snapshot.places()) {
            if (!unordered.contains(place)) {
                checkOrder(place);
            }
        }
    }

    // Branches: recover has told which are in doubt, so the others are decided.

    private void settleBranches() {
        for (Operation branch : operations.open()) {
            if (branch.branch && !branch.listed) {
                settleUnlisted(branch);
            }
        }
    }

    private void settleUnlisted(Operation branch) {
        switch (branch.stage) {
            case BEGUN -> settle(branch, false);
            case ROLLING_BACK -> settle(branch, false);
            case COMMITTING -> settle(branch, true);
            case PREPARED -> throw new IllegalStateException(branch + " should have been found lost");
        }
    }

    // Everything else.

    private void settleByWhatIsSeen() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Operation operation : operations.open()) {
                Boolean outcome = operation.branch ? null : outcome(operation);
                if (outcome != null) {
                    settle(operation, outcome);
                    changed = true;
                }
            }
        }
    }

    private @Nullable Boolean outcome(Operation operation) {
        for (Effect effect : operation.effects) {
            Boolean vote = vote(operation, effect);
            if (vote != null) {
                return vote;
            }
        }
        return null;
    }

    /** Settles it with an outcome, and says which of its effects contradict that. */
    private void settle(Operation operation, boolean outcome) {
        List<Effect> against = new ArrayList<>();
        for (Effect effect : operation.effects) {
            Boolean vote = vote(operation, effect);
            if (vote != null && vote != outcome) {
                against.add(effect);
            }
        }
        if (!against.isEmpty()) {
            List<Effect> inFavour = new ArrayList<>(operation.effects);
            inFavour.removeAll(against);
            findings.add("PARTIAL: " + operation + (outcome ? " took effect" : " did not take effect") + " as to "
                    + inFavour + ", but the contrary is true of " + against);
        }
        operations.settle(operation, outcome, round);
        // What was said once is not to be found again as a loss.
        for (Effect effect : against) {
            if (effect.adds() == outcome) {
                stock.remove(effect.place(), effect.item(), "it was found missing", round);
            }
        }
    }

    /** What one effect says about whether the operation happened; null for nothing. */
    private @Nullable Boolean vote(Operation operation, Effect effect) {
        if (operation.proven.contains(effect)) {
            return true;
        }
        Piece piece = stock.find(effect.place(), effect.item());
        if (piece == null || !subscriptions.isKept(effect.place())) {
            return null;
        }
        boolean seen = snapshot.has(effect.place(), effect.item());
        if (effect.adds()) {
            return piece.adder != operation ? null : voteOfAdding(piece, seen);
        }
        return piece.taker != operation ? null : voteOfTaking(piece, seen);
    }

    private @Nullable Boolean voteOfAdding(Piece piece, boolean seen) {
        if (seen) {
            return true;
        }
        return piece.taker != null || !isDue(piece) || mayBeExpired(piece) ? null : false;
    }

    private @Nullable Boolean voteOfTaking(Piece piece, boolean seen) {
        if (seen) {
            return false;
        }
        return piece.adder != null || mayBeExpired(piece) ? null : true;
    }

    private boolean isDue(Piece piece) {
        return piece.due + SLACK_MILLIS < snapshot.beginMillis();
    }

    private boolean mayBeExpired(Piece piece) {
        return piece.expiry != 0 && piece.expiry < snapshot.endMillis();
    }

    /**
     * Messages that were sent and taken by operations both open, and are not there: either both took effect or none did, and
     * nobody can tell. And expired ones.
     */
    private void settleTheRest() {
        for (String place : stock.places()) {
            for (Piece piece : List.copyOf(stock.at(place))) {
                if (!snapshot.has(place, piece.item) && isOver(piece)) {
                    stock.remove(place, piece.item, "it was not there when everything was looked at", round);
                }
            }
        }
        for (Operation operation : operations.open()) {
            boolean over = operation.effects.stream().noneMatch(effect -> isPending(operation, effect));
            if (!operation.branch && over) {
                operations.settle(operation, true, round);
            }
        }
    }

    private boolean isOver(Piece piece) {
        boolean inDoubt = piece.taker != null && piece.taker.branch || piece.adder != null && piece.adder.branch;
        if (inDoubt) {
            return false;
        }
        boolean expired = piece.expiry != 0 && piece.expiry + 5 * SLACK_MILLIS < snapshot.endMillis();
        return expired || piece.adder != null && piece.taker != null;
    }

    private boolean isPending(Operation operation, Effect effect) {
        Piece piece = stock.find(effect.place(), effect.item());
        return piece != null && (piece.adder == operation || piece.taker == operation);
    }

    private void findMissing() {
        for (String place : stock.places()) {
            if (subscriptions.isKept(place)) {
                for (Piece piece : List.copyOf(stock.at(place))) {
                    if (mustBeThere(piece) && !snapshot.has(place, piece.item)) {
                        findings.add("LOST: " + piece.item + " was sent to " + place
                                + ", confirmed, was not consumed, and is not there");
                        stock.remove(place, piece.item, "it was found lost", round);
                    }
                }
            }
        }
    }

    private boolean mustBeThere(Piece piece) {
        return piece.adder == null && piece.taker == null && isDue(piece) && !mayBeExpired(piece);
    }

    private void checkOrder(String place) {
        Map<String, Item> lastOfStream = new HashMap<>();
        for (Item item : snapshot.at(place)) {
            Item before = lastOfStream.put(item.stream(), item);
            if (before != null && before.number() > item.number()) {
                findings.add("REORDERED: " + place + " has " + before + " before " + item);
            }
        }
    }
}

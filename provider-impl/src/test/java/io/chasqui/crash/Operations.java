package io.chasqui.crash;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations whose outcome is open, and what becomes of the stock when it is known. Owned by {@link Oracle}. */
final class Operations {

    private final Stock stock;
    private final Findings findings;
    private final Map<String, Operation> open = new LinkedHashMap<>();

    /** Decided branches, which nobody may list again. */
    private final Map<String, String> decided = new HashMap<>();

    Operations(Stock stock, Findings findings) {
        this.stock = stock;
        this.findings = findings;
    }

    @Nullable
    Operation find(String id) {
        return open.get(id);
    }

    Collection<Operation> open() {
        return List.copyOf(open.values());
    }

    /** How a branch was decided, confirmed; null if it was not. */
    @Nullable
    String decision(String id) {
        return decided.get(id);
    }

    void begin(Operation operation) {
        open.put(operation.id, operation);
        for (Effect effect : operation.effects) {
            if (effect.adds()) {
                add(effect, operation);
            } else {
                take(effect, operation);
            }
        }
    }

    private void add(Effect effect, Operation operation) {
        if (!stock.add(effect.place(), new Piece(effect, operation))) {
            findings.add("DOUBLED: " + operation + " puts " + effect.item() + " into " + effect.place()
                    + ", where it is already");
        }
    }

    private void take(Effect effect, Operation operation) {
        Piece piece = stock.find(effect.place(), effect.item());
        if (piece == null) {
            findings.add("TAKEN AGAIN: " + operation + " takes " + effect.item() + " from " + effect.place() + ", but "
                    + stock.fate(effect.place(), effect.item()));
        } else if (piece.taker != null && !piece.taker.mayHaveGivenBack(operation.round)) {
            findings.add("TAKEN TWICE: " + effect.item() + " of " + effect.place() + " by " + operation + " and by "
                    + piece.taker);
        } else {
            // One that was under way when an earlier process died had no effect, or this one could not have begun.
            piece.taker = operation;
        }
    }

    /** Nobody will confirm what is open, so an acknowledgement falls apart into one for each message. */
    void beginRound() {
        for (Operation operation : open()) {
            operation.listed = false;
            if (operation.kind == Operation.Kind.ACKNOWLEDGEMENT && operation.effects.size() > 1) {
                open.remove(operation.id);
                operation.effects.forEach(effect -> splitOff(operation, effect));
            }
        }
    }

    private void splitOff(Operation whole, Effect effect) {
        Operation part = new Operation(whole.id + '/' + effect.item(), whole.kind, whole.round, List.of(effect));
        open.put(part.id, part);
        Piece piece = stock.find(effect.place(), effect.item());
        if (piece != null && piece.taker == whole) {
            piece.taker = part;
        }
    }

    /** Its outcome is known. */
    void settle(Operation operation, boolean happened, int round) {
        open.remove(operation.id);
        if (operation.branch) {
            decided.put(operation.id, (happened ? "committed" : "rolled back") + " in round " + round);
        }
        for (Effect effect : operation.effects) {
            settle(operation, effect, happened, round);
        }
    }

    private void settle(Operation operation, Effect effect, boolean happened, int round) {
        Piece piece = stock.find(effect.place(), effect.item());
        if (piece == null) {
            return;
        }
        if (effect.adds() && piece.adder == operation) {
            piece.adder = null;
            if (!happened) {
                stock.remove(effect.place(), effect.item(), operation.id + " did not take effect or was undone", round);
            }
        } else if (!effect.adds() && piece.taker == operation) {
            piece.taker = null;
            piece.holder = null;
            if (happened) {
                consume(piece, effect, operation, round);
            } else if (operation.round == round && operation.stage == Operation.Stage.ROLLING_BACK) {
                piece.returns++;
            }
        }
    }

    private void consume(Piece piece, Effect effect, Operation by, int round) {
        Operation adder = piece.adder;
        if (adder != null) {
            adder.effects.stream()
                    .filter(added -> added.adds()
                            && added.item().equals(effect.item())
                            && added.place().equals(effect.place()))
                    .forEach(adder.proven::add);
        }
        stock.remove(effect.place(), effect.item(), "it was consumed by " + by.id + ", which was settled", round);
    }
}

package io.chasqui.crash;

import org.jspecify.annotations.Nullable;

/** A message that is in a backlog, or may be. Owned by {@link Stock}. */
final class Piece {

    final Item item;
    final long due;
    final long expiry;

    /** What put it there, while that is not settled. */
    @Nullable
    Operation adder;

    /** What takes it away, while that is not settled. */
    @Nullable
    Operation taker;

    /** Who has got it and has not settled it. */
    @Nullable
    String holder;

    /** How often it was given back, confirmed. */
    int returns;

    Piece(Effect effect, Operation adder) {
        item = effect.item();
        due = effect.due();
        expiry = effect.expiry();
        this.adder = adder;
    }
}

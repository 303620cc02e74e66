package io.chasqui.crash;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Something that was begun and must take effect whole or not at all: a send, an acknowledgement, a commit, a branch. Owned
 * by {@link Operations}.
 */
final class Operation {

    /** What it promises before it is confirmed. */
    enum Kind {
        /** To take effect whole or not at all. */
        WHOLE,
        /** The same, and to be listed in between. */
        BRANCH,
        /** Nothing: each message may have been acknowledged or not. */
        ACKNOWLEDGEMENT
    }

    /** How far it has got, as far as its caller knows. */
    enum Stage {
        /** Its outcome is open. */
        BEGUN,
        /** A branch whose first phase was confirmed. */
        PREPARED,
        COMMITTING,
        ROLLING_BACK
    }

    final String id;
    final Kind kind;
    final boolean branch;
    final int round;
    final List<Effect> effects;

    /** Effects that were seen to have taken place before the whole was confirmed. */
    final Set<Effect> proven = new HashSet<>();

    Stage stage = Stage.BEGUN;

    /** Whether {@code recover} listed it since the last crash. */
    boolean listed;

    Operation(String id, Kind kind, int round, List<Effect> effects) {
        this.id = id;
        this.kind = kind;
        branch = kind == Kind.BRANCH;
        this.round = round;
        this.effects = List.copyOf(effects);
    }

    /** Whether what it adds may be seen, and what it takes must not, in a given round. */
    boolean mayBeInEffect() {
        return !branch || stage == Stage.COMMITTING;
    }

    /** Whether what it takes may be seen by others in a given round: a crash puts back what was not prepared. */
    boolean mayHaveGivenBack(int now) {
        return branch ? stage == Stage.ROLLING_BACK || stage == Stage.BEGUN && round < now : round < now;
    }

    @Override
    public String toString() {
        return id + " (round " + round + ", " + stage + ", " + effects + ")";
    }
}

package io.chasqui.checkpoint;

/** Notices a change of a store by one who is being shown its entries. Owned by the store's thread. */
final class VisitGuard {

    private int visits;

    void begin() {
        visits++;
    }

    void end() {
        visits--;
    }

    void checkNone() {
        if (visits > 0) {
            throw new IllegalStateException(
                    "The store must not be changed from a visitor: collect the keys, and change it after the visit.");
        }
    }
}

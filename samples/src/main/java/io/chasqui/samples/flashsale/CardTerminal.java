package io.chasqui.samples.flashsale;

/** Declines every 997th card at the first attempt, so that each run shows what a rollback does. Stateless. */
final class CardTerminal {

    static final int DECLINED_EVERY = 997;

    private CardTerminal() {}

    static boolean declines(int orderNumber, int attempt) {
        return attempt == 1 && orderNumber % DECLINED_EVERY == 0;
    }
}

package io.chasqui.crash;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Judges each message that an application was given or could see. Owned by {@link Oracle}. */
final class Deliveries {

    private final Stock stock;
    private final Findings findings;
    private final Set<String> unordered;
    private final Set<String> contested;
    private final Map<String, Item> lastFresh = new HashMap<>();
    private int round;

    Deliveries(Stock stock, Findings findings, Set<String> unordered, Set<String> contested) {
        this.stock = stock;
        this.findings = findings;
        this.unordered = unordered;
        this.contested = contested;
    }

    void beginRound(int number) {
        round = number;
        lastFresh.clear();
        stock.forEach(piece -> piece.holder = null);
    }

    /** {@code place item holder deliveryCount redelivered due expiry}. */
    void took(Line line) {
        String place = line.word(0);
        Item item = Item.parse(line.word(1));
        String holder = line.word(2);
        boolean redelivered = Boolean.parseBoolean(line.word(4));
        String what = "was delivered from " + place + " to " + holder;
        checkTimes(line, item, what);
        checkVisible(place, item, what);
        Piece piece = stock.find(place, item);
        if (piece != null) {
            checkCount(piece, line.number(3), redelivered, what);
            if (piece.holder != null) {
                findings.add("DOUBLED: " + item + " " + what + ", while " + piece.holder
                        + " had it and did not give it back");
            }
            piece.holder = holder;
        }
        if (!redelivered && !unordered.contains(place) && !contested.contains(place)) {
            checkOrder(place, item, what);
        }
    }

    /** A message may be seen if it was sent and not consumed, as far as anybody knows. */
    void checkVisible(String place, Item item, String what) {
        Piece piece = stock.find(place, item);
        if (piece == null) {
            findings.add("UNEXPECTED: " + item + " " + what + ", but " + stock.fate(place, item));
            return;
        }
        if (piece.adder != null && !piece.adder.mayBeInEffect()) {
            findings.add("TOO EARLY: " + item + " " + what + ", but nobody has committed " + piece.adder);
        }
        if (piece.taker != null && !piece.taker.mayHaveGivenBack(round)) {
            findings.add("RESURRECTED: " + item + " " + what + ", but was consumed by " + piece.taker);
        }
    }

    private void checkTimes(Line line, Item item, String what) {
        long due = line.number(5);
        long expiry = line.number(6);
        if (line.millis() < due) {
            findings.add("TOO EARLY: " + item + " " + what + " " + (due - line.millis()) + " ms before its time");
        }
        if (expiry != 0 && line.millis() > expiry + Verdict.SLACK_MILLIS) {
            findings.add("EXPIRED: " + item + " " + what + " " + (line.millis() - expiry) + " ms after it had expired");
        }
    }

    private void checkCount(Piece piece, long count, boolean redelivered, String what) {
        if (count < piece.returns + 1) {
            findings.add("COUNT: " + piece.item + " " + what + " as delivery " + count + " after it was given back "
                    + piece.returns + " times");
        }
        if (redelivered != count > 1) {
            findings.add("COUNT: " + piece.item + " " + what + " with JMSRedelivered " + redelivered
                    + " and a delivery count of " + count);
        }
    }

    /** What one consumer gets of a stream for the first time comes in order. */
    private void checkOrder(String place, Item item, String what) {
        Item before = lastFresh.put(place + ' ' + item.stream(), item);
        if (before != null && before.number() > item.number()) {
            findings.add("REORDERED: " + item + " " + what + " after " + before);
        }
    }
}

package io.chasqui.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who sent what, who has received what, and what is wrong about that. An item is named {@code producer:number}; a lane is a
 * queue or subscription, each of whose items is to come to one receiver once. May be used by any thread.
 */
final class Ledger {

    private static final int MOST_FINDINGS = 30;
    private static final int HISTORY = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private long lost;
    private long doubled;
    private long unsureSends;
    private long unsureSettlements;

    /** What is known about a message having been stored. */
    private enum Sent {
        UNDER_WAY,
        CONFIRMED,
        UNSURE,
        NEVER
    }

    /** What is known about the broker having been told that it was received. */
    private enum Settled {
        NO,
        UNSURE,
        YES
    }

    private static final class Entry {
        Sent sent = Sent.UNDER_WAY;
        Settled settled = Settled.NO;
    }

    private static final class Lane {
        final boolean ordered;
        final Map<String, Entry> entries = new TreeMap<>();
        final Map<String, Long> latest = new TreeMap<>();
        final ArrayDeque<String> history = new ArrayDeque<>();
        int backlog;

        void happened(String what) {
            if (history.size() == HISTORY) {
                history.poll();
            }
            history.add(what);
        }

        Lane(boolean ordered) {
            this.ordered = ordered;
        }
    }

    /** @param ordered whether one receiver settles what it takes in the order of each producer */
    void open(String lane, boolean ordered) {
        locked(() -> lanes.put(lane, new Lane(ordered)));
    }

    // Sending.

    void sending(List<String> to, String item) {
        locked(() -> to.forEach(lane -> {
            Entry before = lane(lane).entries.put(item, new Entry());
            if (before != null && before.settled == Settled.YES) {
                doubled++;
                find("DOUBLED: " + item + " is sent to " + lane + " again, where it was settled before");
            }
            lane(lane).backlog++;
        }));
    }

    void confirmed(List<String> to, String item) {
        locked(() -> to.forEach(lane -> entry(lane, item).sent = Sent.CONFIRMED));
    }

    /** Nobody can say whether it was stored. */
    void unsure(List<String> to, String item) {
        locked(() -> {
            unsureSends++;
            to.forEach(lane -> {
                entry(lane, item).sent = Sent.UNSURE;
                lane(lane).backlog--;
            });
        });
    }

    /** It was rolled back. */
    void never(List<String> to, String item) {
        locked(() -> to.forEach(lane -> {
            entry(lane, item).sent = Sent.NEVER;
            lane(lane).backlog--;
        }));
    }

    // Receiving.

    /** A receiver has got it; what becomes of that is told later. */
    void received(String lane, String item, String how) {
        locked(() -> {
            lane(lane).happened("+" + item + " (" + how + ")");
            Entry entry = lane(lane).entries.get(item);
            if (entry == null) {
                find("FOREIGN: " + item + " came in " + lane + ", and nobody has sent it there");
            } else if (entry.sent == Sent.NEVER) {
                find("ROLLED BACK: " + item + " came in " + lane + " all the same");
            } else if (entry.settled == Settled.YES) {
                doubled++;
                find("DOUBLED: " + item + " came in " + lane + " after it had been settled; " + how);
            } else if (entry.settled == Settled.UNSURE) {
                entry.settled = Settled.NO;
            }
        });
    }

    /** It must not come again. */
    void settled(String lane, String item) {
        locked(() -> {
            lane(lane).happened("=" + item);
            Entry entry = entry(lane, item);
            if (entry.settled != Settled.YES && entry.sent != Sent.UNSURE) {
                lane(lane).backlog--;
            }
            entry.settled = Settled.YES;
            checkOrder(lane, item);
        });
    }

    private void checkOrder(String name, String item) {
        Lane lane = lane(name);
        int colon = item.lastIndexOf(':');
        long number = Long.parseLong(item.substring(colon + 1));
        Long before = lane.latest.put(item.substring(0, colon), number);
        if (lane.ordered && before != null && before >= number) {
            find("ORDER: " + item + " was settled in " + name + " after number " + before + "; " + lane.history);
        }
    }

    /** Nobody can say whether it comes again. */
    void unsureSettled(String lane, String item) {
        locked(() -> {
            unsureSettlements++;
            lane(lane).happened("?" + item);
            entry(lane, item).settled = Settled.UNSURE;
        });
    }

    int backlog(String lane) {
        lock.lock();
        try {
            return lane(lane).backlog;
        } finally {
            lock.unlock();
        }
    }

    // Judging.

    /** After everything was consumed: what was confirmed and never came is lost. */
    void judge() {
        locked(() -> lanes.forEach((name, lane) -> lane.entries.forEach((item, entry) -> {
            if (entry.sent == Sent.CONFIRMED && entry.settled == Settled.NO) {
                lost++;
                find("LOST: " + item + " was confirmed and never came in " + name);
            }
        })));
    }

    /** Something else is wrong. */
    void wrong(String what) {
        locked(() -> find("WRONG: " + what));
    }

    private void find(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    List<String> findings() {
        lock.lock();
        try {
            return List.copyOf(findings);
        } finally {
            lock.unlock();
        }
    }

    /** For people, on one line. */
    String counts() {
        lock.lock();
        try {
            long messages = lanes.values().stream()
                    .flatMap(lane -> lane.entries.values().stream())
                    .filter(entry -> entry.sent == Sent.CONFIRMED)
                    .count();
            return messages + " messages confirmed, lost " + lost + ", doubled " + doubled + ", unsure sends "
                    + unsureSends + ", unsure settlements " + unsureSettlements;
        } finally {
            lock.unlock();
        }
    }

    private Lane lane(String name) {
        Lane lane = lanes.get(name);
        if (lane == null) {
            throw new IllegalArgumentException("lane " + name + " was not opened");
        }
        return lane;
    }

    private Entry entry(String lane, String item) {
        Entry entry = lane(lane).entries.get(item);
        if (entry == null) {
            throw new IllegalArgumentException(item + " was not sent to lane " + lane);
        }
        return entry;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}

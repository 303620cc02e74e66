package io.chasqui.crash;

/**
 * One thing an operation does: it adds a message to a backlog, or takes one away. Immutable.
 *
 * @param place the backlog: a queue's or a subscription's name
 * @param due when it may be delivered at the latest, if it was delayed; else 0
 * @param expiry when it may be gone at the earliest; 0 for never
 */
record Effect(boolean adds, String place, Item item, long due, long expiry) {

    static Effect add(String place, Item item) {
        return new Effect(true, place, item, 0, 0);
    }

    static Effect take(String place, Item item) {
        return new Effect(false, place, item, 0, 0);
    }

    static Effect parse(String word) {
        String[] parts = word.substring(1).split("\\|");
        return new Effect(
                word.charAt(0) == '+',
                parts[0],
                Item.parse(parts[1]),
                parts.length > 2 ? Long.parseLong(parts[2]) : 0,
                parts.length > 3 ? Long.parseLong(parts[3]) : 0);
    }

    @Override
    public String toString() {
        String times = due == 0 && expiry == 0 ? "" : "|" + due + '|' + expiry;
        return (adds ? '+' : '-') + place + '|' + item + times;
    }
}

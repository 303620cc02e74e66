package io.chasqui.crash;

/**
 * A message's name, the same wherever a copy of it is. Immutable.
 *
 * @param stream who sent it first; the numbers of a stream only grow, over all rounds
 */
record Item(String stream, long number) {

    static Item parse(String text) {
        int colon = text.lastIndexOf(':');
        return new Item(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return stream + ':' + number;
    }
}
